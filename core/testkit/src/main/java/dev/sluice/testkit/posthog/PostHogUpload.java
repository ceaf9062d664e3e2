package dev.sluice.testkit.posthog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testkit.sandbox.Upload;
import java.util.List;

/** A batch as PostHog understood it. */
record PostHogUpload(String path, String credential, List<ObjectNode> events) implements Upload {}
