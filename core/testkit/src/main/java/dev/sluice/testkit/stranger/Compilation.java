package dev.sluice.testkit.stranger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources in memory, with the JDK's own compiler. */
final class Compilation {

    /** Of a class file, the byte that tells for which Java it is. */
    private static final int CLASS_VERSION_BYTE = 7;

    private static final int CLASS_VERSION_BEFORE_JAVA = 44;

    private Compilation() {}

    /**
     * The class files by the names of their classes.
     *
     * @param sources by class
     * @param javaVersion marks them as compiled for that Java; 0 for the one at hand
     * @throws IllegalArgumentException where the sources don't compile
     */
    static Map<String, byte[]> of(Map<String, String> sources, String classPath, int javaVersion) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
        try (InMemory classes = new InMemory(javac.getStandardFileManager(told, null, StandardCharsets.UTF_8))) {
            List<String> options = List.of("-proc:none", "-classpath", classPath);
            List<Source> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            if (!javac.getTask(null, classes, told, options, null, units).call()) {
                throw new IllegalArgumentException(told.getDiagnostics().toString());
            }
            return classes.compiled(javaVersion);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private Compiled(String className) {
            super(URI.create("class:///" + className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /** Keeps class files in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, Compiled> classes = new HashMap<>();

        private InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return classes.computeIfAbsent(className, Compiled::new);
        }

        private Map<String, byte[]> compiled(int javaVersion) {
            Map<String, byte[]> bytes = new TreeMap<>();
            classes.forEach((name, compiled) -> {
                byte[] file = compiled.bytes.toByteArray();
                if (javaVersion > 0) {
                    file[CLASS_VERSION_BYTE] = (byte) (javaVersion + CLASS_VERSION_BEFORE_JAVA);
                }
                bytes.put(name, file);
            });
            return bytes;
        }
    }
}
