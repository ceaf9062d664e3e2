package dev.sluice.testkit.contract;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The classes that a class file names, read from its constant pool. Source: Java Virtual Machine Specification, 4.4. */
final class ClassReferences {

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private ClassReferences() {}

    /** With slashes, as class files write names. */
    static Set<String> in(byte[] classFile) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(classFile))) {
            data.skipNBytes(8);
            TreeMap<Integer, String> texts = new TreeMap<>();
            Set<Integer> classes = new TreeSet<>();
            int count = data.readUnsignedShort();
            for (int index = 1; index < count; index++) {
                int tag = data.readUnsignedByte();
                switch (tag) {
                    case UTF8 -> texts.put(index, data.readUTF());
                    case CLASS -> classes.add(data.readUnsignedShort());
                    case STRING, METHOD_TYPE, MODULE, PACKAGE -> data.skipNBytes(2);
                    case METHOD_HANDLE -> data.skipNBytes(3);
                    case LONG, DOUBLE -> {
                        data.skipNBytes(8);
                        index++;
                    }
                    default -> data.skipNBytes(4);
                }
            }
            Set<String> names = new TreeSet<>();
            classes.forEach(index -> names.add(texts.getOrDefault(index, "")));
            return names;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
