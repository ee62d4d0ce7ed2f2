/**
 * What an operator may set: each key declared once, read from defaults, file, environment and command line, checked as a
 * whole before anything starts. Depends on the wire contract only.
 */
package io.millrace.config;
