/** The configuration: typed values, how a file becomes them, and what is said where it can't. Every room may read the records. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
