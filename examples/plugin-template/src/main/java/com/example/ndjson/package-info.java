/** Any collector of newline-delimited JSON as a destination: one event a line, by POST. */
@NullMarked
package com.example.ndjson;

import org.jspecify.annotations.NullMarked;
