package dev.sluice.plugin;

import dev.sluice.spi.DestinationPlugin;
import dev.sluice.spi.Spi;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a plugin of a class in a jar, and finds the words for what keeps it from being one. */
final class PluginMaker {

    /** As {@link DestinationPlugin#name()} has it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");

    /** Java 17 writes class files of version 61. */
    private static final int CLASS_VERSION_BEFORE_JAVA = 44;

    private final ClassLoader jar;

    PluginMaker(ClassLoader jar) {
        this.jar = jar;
    }

    /** @throws BrokenJarException where the class is no plugin, or none that works here */
    DestinationPlugin make(String className) throws BrokenJarException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(jar);
        try {
            DestinationPlugin plugin = instance(className);
            checkEdition(plugin);
            checkName(plugin);
            return plugin;
        } catch (ClassNotFoundException absent) {
            throw new BrokenJarException("it names " + className + " as its plugin and has no such class");
        } catch (InvocationTargetException failed) {
            throw new BrokenJarException(words(className, failed.getCause()));
        } catch (ReflectiveOperationException
                | RuntimeException
                | LinkageError
                | AssertionError
                | StackOverflowError failed) {
            throw new BrokenJarException(words(className, failed));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private DestinationPlugin instance(String className) throws BrokenJarException, ReflectiveOperationException {
        Class<?> found = Class.forName(className, true, jar);
        if (!DestinationPlugin.class.isAssignableFrom(found)) {
            throw new BrokenJarException(
                    "it names " + className + " as its plugin, which is no " + DestinationPlugin.class.getName());
        }
        try {
            return (DestinationPlugin) found.getConstructor().newInstance();
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException unfit) {
            throw new BrokenJarException(
                    className + " has to be a public class with a public constructor without parameters");
        }
    }

    private static void checkEdition(DestinationPlugin plugin) throws BrokenJarException {
        String theirs;
        try {
            theirs = String.valueOf(plugin.spiVersion());
        } catch (LinkageError older) {
            throw new BrokenJarException(
                    "it was compiled against the SPI before 1.0, which had no edition yet, and this"
                            + " Sluice has the SPI " + Spi.VERSION + "; compile it against that");
        }
        if (!Spi.fits(theirs)) {
            throw new BrokenJarException("it was compiled against the SPI " + theirs + ", and this Sluice has the SPI "
                    + Spi.VERSION + "; get the jar that was made for that");
        }
    }

    private static void checkName(DestinationPlugin plugin) throws BrokenJarException {
        String name = String.valueOf(plugin.name());
        if (!NAME.matcher(name).matches()) {
            throw new BrokenJarException("its plugin is named \"" + name
                    + "\"; a name is made of lower-case letters, digits and hyphens, at most 63");
        }
    }

    private static String words(String className, Throwable failure) {
        if (failure instanceof UnsupportedClassVersionError newer) {
            Matcher version = CLASS_VERSION.matcher(String.valueOf(newer.getMessage()));
            return "it was compiled for Java "
                    + (version.find() ? Integer.parseInt(version.group(1)) - CLASS_VERSION_BEFORE_JAVA : "of later")
                    + ", and this is Java " + Runtime.version().feature()
                    + "; run Sluice with a newer Java, or get a jar for this one";
        }
        Optional<String> missing = missing(failure);
        if (missing.isPresent()) {
            return className + " needs the class " + missing.get()
                    + (missing.get().startsWith("dev.sluice.spi.")
                            ? ", which is not in the SPI " + Spi.VERSION + " of this Sluice; get the jar that was made"
                                    + " for that"
                            : ", which is not in the jar; of Sluice a plugin sees the SPI and Jackson only");
        }
        return className + " can't be made: "
                + (failure instanceof ExceptionInInitializerError ? failure.getCause() : failure);
    }

    private static Optional<String> missing(Throwable failure) {
        if (failure instanceof NoClassDefFoundError && failure.getCause() instanceof ClassNotFoundException absent) {
            return Optional.of(absent.getMessage());
        }
        return failure instanceof ClassNotFoundException ? Optional.of(failure.getMessage()) : Optional.empty();
    }
}
