package dev.sluice.testkit.clock.agent;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites classes that are not the JDK's: what asks the system for the time or for a clock, by a call or a method reference, asks the
 * shifted time in its place. Dates and times that the JDK makes without being handed a clock ({@code new Date()}) stay as they are.
 * Called on any thread that loads a class, often before there is much of the JVM: no lambdas here.
 */
final class TimeCalls implements ClassFileTransformer {

    private static final String SHIFTED_TIME = "dev/sluice/testkit/clock/boot/ShiftedTime";

    private static final Set<String> CALLS = Set.of(
            "java/lang/System.currentTimeMillis()J",
            "java/time/Instant.now()Ljava/time/Instant;",
            "java/time/Clock.systemUTC()Ljava/time/Clock;",
            "java/time/Clock.systemDefaultZone()Ljava/time/Clock;",
            "java/time/Clock.system(Ljava/time/ZoneId;)Ljava/time/Clock;",
            "java/time/Clock.tickMillis(Ljava/time/ZoneId;)Ljava/time/Clock;",
            "java/time/Clock.tickSeconds(Ljava/time/ZoneId;)Ljava/time/Clock;",
            "java/time/Clock.tickMinutes(Ljava/time/ZoneId;)Ljava/time/Clock;");

    /** A class without any of these among its constants, as nearly all are, makes none of the calls. */
    private static final Set<String> TRACES = Set.of("currentTimeMillis", "java/time/Instant", "java/time/Clock");

    private static final int SHORTEST_TRACE = "java/time/Clock".length();
    private static final int LONGEST_TRACE = "currentTimeMillis".length();

    /** The tag of a text among a class's constants (JVM specification, section 4.4). */
    private static final int TEXT = 1;

    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    /** Answers the class as it is to be loaded; null where it is to stay as it is. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || loader == platform) {
            return null;
        }
        try {
            ClassReader reader = new ClassReader(bytes);
            if (!hasTrace(reader, bytes)) {
                return null;
            }
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new ClassRewriting(writer), 0);
            return writer.toByteArray();
        } catch (RuntimeException unreadable) {
            // The JVM says nothing of it.
            System.err.println("The clock of " + className + " can't be shifted: " + unreadable);
            return null;
        }
    }

    private static boolean hasTrace(ClassReader reader, byte[] bytes) {
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item > 0 && reader.readByte(item - 1) == TEXT) {
                int length = reader.readUnsignedShort(item);
                if (length >= SHORTEST_TRACE
                        && length <= LONGEST_TRACE
                        && TRACES.contains(new String(bytes, item + 2, length, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String owner(String owner, String name, String descriptor) {
        return CALLS.contains(owner + "." + name + descriptor) ? SHIFTED_TIME : owner;
    }

    private static final class ClassRewriting extends ClassVisitor {

        ClassRewriting(ClassVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodRewriting(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class MethodRewriting extends MethodVisitor {

        MethodRewriting(MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            super.visitMethodInsn(opcode, owner(owner, name, descriptor), name, descriptor, ofInterface);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] rewritten = arguments.clone();
            for (int i = 0; i < rewritten.length; i++) {
                if (rewritten[i] instanceof Handle handle) {
                    rewritten[i] = new Handle(
                            handle.getTag(),
                            owner(handle.getOwner(), handle.getName(), handle.getDesc()),
                            handle.getName(),
                            handle.getDesc(),
                            handle.isInterface());
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, rewritten);
        }
    }
}
