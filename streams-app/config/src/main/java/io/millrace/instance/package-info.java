// SPDX-License-Identifier: Apache-2.0
/** What a stream process and the commands that manage it tell each other on its admin port. */
package io.millrace.instance;
