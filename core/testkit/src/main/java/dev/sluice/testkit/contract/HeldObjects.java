package dev.sluice.testkit.contract;

import dev.sluice.spi.Destination;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of the plugin's own classes that hang on a destination and on its plugin. */
final class HeldObjects {

    /** More would not be a destination. */
    private static final int MOST = 10_000;

    private HeldObjects() {}

    static List<Object> of(Candidate candidate, Destination destination) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> waiting = new ArrayDeque<>(List.of(candidate.plugin(), destination));
        String room = candidate.plugin().getClass().getPackageName();
        while (!waiting.isEmpty() && seen.size() < MOST) {
            Object next = waiting.removeFirst();
            if (next.getClass().getPackageName().startsWith(room) && seen.add(next)) {
                for (Field field : fields(next.getClass())) {
                    Object value = value(field, next);
                    if (value != null) {
                        waiting.add(value);
                    }
                }
            }
        }
        return List.copyOf(seen);
    }

    /** What a field holds; null where it holds nothing or can't be looked at. */
    static @Nullable Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | InaccessibleObjectException hidden) {
            return null;
        }
    }

    /** The fields of an object, inherited ones too. */
    static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
