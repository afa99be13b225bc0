using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Where ONNX Runtime may lie, and under which names.</summary>
internal static class OnnxRuntimeLocator
{
    private static readonly string[] SystemFolders =
    [
        "/usr/local/lib", "/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/opt/onnxruntime/lib", "/opt/homebrew/lib",
    ];

    /// <summary>What to try, in order: files that exist, then names for the system to find.</summary>
    /// <param name="configured">A file, or a folder that holds it; nothing else is tried then. Empty to look everywhere.</param>
    public static IEnumerable<string> Candidates(string configured)
    {
        if (configured.Length > 0) return Directory.Exists(configured) ? In(configured).Distinct(StringComparer.Ordinal) : [configured];
        return ApplicationFolders().SelectMany(In).Concat(Names).Concat(SystemFolders.SelectMany(In)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>One message for a machine without a library that can be used.</summary>
    public static string HowToGetIt(string configured, IReadOnlyList<string> refusals)
    {
        var found = (configured.Length, refusals.Count) switch
        {
            (_, > 0) => string.Join("; ", refusals),
            ( > 0, _) => $"there is none at '{configured}'",
            _ => $"there is no {string.Join(" or ", Names)} beside the application, in its runtimes/{PortableIdentifier}/native, or among the system's libraries",
        };
        return $"ONNX Runtime's native library can't be used: {found}. Reference the package Microsoft.ML.OnnxRuntime in the application, " +
            "or take the library of a release of ONNX Runtime or of npm's onnxruntime-node and name it in RuntimeLibrary.";
    }

    private static string[] Names => OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib", "libonnxruntime.1.dylib"]
        : ["libonnxruntime.so", "libonnxruntime.so.1"];

    private static string Pattern => OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.*.dylib" : "libonnxruntime.so.1.*";

    private static string PortableIdentifier =>
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static IEnumerable<string> ApplicationFolders()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", PortableIdentifier, "native");
        // Where the host found the native files of packages.
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string folders)
            foreach (var folder in folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)) yield return folder;
    }

    private static IEnumerable<string> In(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var versions = Directory.EnumerateFiles(folder, Pattern).OrderByDescending(file => file, StringComparer.Ordinal);
        return Names.Select(name => Path.Combine(folder, name)).Where(File.Exists).Concat(versions);
    }
}
