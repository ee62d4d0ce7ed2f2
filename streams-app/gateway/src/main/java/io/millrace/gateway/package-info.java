// SPDX-License-Identifier: Apache-2.0
/** The life of a gateway process: what it is made of, its ports, its switches of profile, its start and its end. */
package io.millrace.gateway;
