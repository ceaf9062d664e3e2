package dev.sluice.kubernetes;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of Kubernetes objects, read strictly: a field that Kubernetes does not know, one of a wrong type, or one that is missing fails. */
final class Manifest {

    private interface Reader {
        Object read(String json) throws IOException;
    }

    private static final Map<String, Reader> KINDS = Map.of(
            "v1/ConfigMap", V1ConfigMap::fromJson,
            "v1/Service", V1Service::fromJson,
            "apps/v1/Deployment", V1Deployment::fromJson,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget::fromJson,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy::fromJson);

    private final List<Object> objects;

    private Manifest(List<Object> objects) {
        this.objects = objects;
    }

    /**
     * Reads YAML with one object a document.
     *
     * @throws IllegalArgumentException where an object is none that Kubernetes knows, with the field
     */
    static Manifest of(String yaml) throws IOException {
        List<Object> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            JsonObject json = new Gson().toJsonTree(document).getAsJsonObject();
            String kind = text(json, "apiVersion") + "/" + text(json, "kind");
            Reader reader = KINDS.get(kind);
            if (reader == null) {
                throw new IllegalArgumentException(kind + " is no kind that this manifest has");
            }
            objects.add(reader.read(json.toString()));
        }
        return new Manifest(objects);
    }

    /** All of a kind, in the order of the file. */
    <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The only one of a kind. */
    <T> T only(Class<T> kind) {
        List<T> all = all(kind);
        if (all.size() != 1) {
            throw new IllegalStateException("there are " + all.size() + " of " + kind.getSimpleName());
        }
        return all.get(0);
    }

    private static String text(JsonObject json, String field) {
        JsonElement value = json.get(field);
        return value == null ? "" : value.getAsString();
    }
}
