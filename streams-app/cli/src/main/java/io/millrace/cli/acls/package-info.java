// SPDX-License-Identifier: Apache-2.0
/** {@code millrace acls}: the rights that a configuration needs, in the forms in which tools take them. Asks no cluster. */
package io.millrace.cli.acls;
