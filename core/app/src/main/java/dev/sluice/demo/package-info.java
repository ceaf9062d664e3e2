/** The relay with a sandbox to deliver to and webhooks to receive, so that it can be seen at work without an account anywhere. */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
