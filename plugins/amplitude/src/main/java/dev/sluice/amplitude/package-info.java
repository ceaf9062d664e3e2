/** Amplitude as a destination: settings, mapping, requests and answers of its Batch Event Upload and HTTP V2 APIs. */
@NullMarked
package dev.sluice.amplitude;

import org.jspecify.annotations.NullMarked;
