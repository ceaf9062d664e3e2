package dev.sluice.testkit.mixpanel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/**
 * Events that fail validation for no documented reason.
 *
 * @param field that is named
 */
record Poison(String field, Predicate<? super ObjectNode> event) {}
