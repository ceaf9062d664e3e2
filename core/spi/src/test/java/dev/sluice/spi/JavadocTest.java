package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Whatever a plugin's author can reach says what it is for, what it is given and what it gives. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java");

    private final List<String> missing = new ArrayList<>();

    @Test
    void everythingInReachIsDescribed() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            JavacTask task = (JavacTask) javac.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjectsFromPaths(java));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            DocTrees docs = DocTrees.instance(task);
            for (Element element : task.analyze()) {
                if (element instanceof TypeElement type) {
                    look(docs, type);
                }
            }
            assertThat(units).hasSameSizeAs(java);
        }
        assertThat(missing).isEmpty();
    }

    private void look(DocTrees docs, TypeElement type) {
        if (!isInReach(type)) {
            return;
        }
        DocCommentTree comment = docs.getDocCommentTree(type);
        require(comment != null, type + " has no comment");
        for (RecordComponentElement component : type.getRecordComponents()) {
            require(
                    params(comment).contains(component.getSimpleName().toString()),
                    type + " does not describe its " + component);
        }
        for (Element member : type.getEnclosedElements()) {
            if (member instanceof ExecutableElement method && isInReach(method)) {
                lookAtCall(docs, type, method);
            } else if (member.getKind().isField() && isInReach(member)) {
                require(docs.getDocCommentTree(member) != null, type + "." + member + " has no comment");
            }
        }
        // Nested types are analysed with the outermost one.
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(nested -> look(docs, nested));
    }

    private void lookAtCall(DocTrees docs, TypeElement type, ExecutableElement call) {
        boolean ofRecord = type.getKind() == ElementKind.RECORD
                && (call.getKind() == ElementKind.CONSTRUCTOR
                        || call.getParameters().isEmpty());
        DocCommentTree comment = docs.getDocCommentTree(call);
        if (call.getAnnotation(Override.class) != null || docs.getTree(call) == null || (ofRecord && comment == null)) {
            return;
        }
        String name = type + "." + call;
        require(comment != null, name + " has no comment");
        if (ofRecord || comment == null) {
            return;
        }
        call.getParameters()
                .forEach(parameter -> require(
                        params(comment).contains(parameter.getSimpleName().toString()),
                        name + " does not describe its " + parameter));
        require(
                call.getReturnType().getKind() == TypeKind.VOID
                        || call.getKind() == ElementKind.CONSTRUCTOR
                        || saysWhatItReturns(comment),
                name + " does not say what it returns");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            missing.add(otherwise);
        }
    }

    private static boolean isInReach(Element element) {
        Set<Modifier> modifiers = element.getModifiers();
        return modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED);
    }

    private static Set<String> params(DocCommentTree comment) {
        Set<String> names = new TreeSet<>();
        if (comment != null) {
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree param) {
                    names.add(param.getName().getName().toString());
                }
            }
        }
        return names;
    }

    private static boolean saysWhatItReturns(DocCommentTree comment) {
        return Stream.concat(comment.getBlockTags().stream(), comment.getFullBody().stream())
                .anyMatch(tag -> tag.getKind() == DocTree.Kind.RETURN);
    }
}
