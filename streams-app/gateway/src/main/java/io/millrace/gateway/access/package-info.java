// SPDX-License-Identifier: Apache-2.0
/** Who may send what, and how much of it: by token, certificate or JSON Web Token. Keeps no secret, only what a secret hashes to. */
package io.millrace.gateway.access;
