namespace Edify.Rag.Tests.Shared;

/// <summary>Where ONNX Runtime and the Python that is compared with it lie; <c>tests/onnx/onnx.sh install</c> fetches both.</summary>
internal static class OnnxTools
{
    private const string RuntimeVersion = "1.30.0";

    /// <summary>ONNX Runtime's library; <see langword="null"/> when it is not here.</summary>
    public static string? FindRuntime() => ToolCache.Named("EDIFY_TEST_ONNXRUNTIME")
        ?? Libraries(Path.Combine(Cache, "onnxruntime-" + RuntimeVersion, "node_modules", "onnxruntime-node", "bin")).FirstOrDefault();

    /// <summary>A Python that has onnxruntime and NumPy; <see langword="null"/> when there is none.</summary>
    public static string? FindPython() => ToolCache.Named("EDIFY_TEST_PYTHON_ONNXRUNTIME")
        ?? (Path.Combine(Cache, "python", "python") is var python && File.Exists(python) ? python : null);

    /// <summary>How to get what is missing.</summary>
    public static string Advice(string what, string variable) =>
        $"{what} is not here: 'tests/onnx/onnx.sh install' fetches it, or {variable} names yours.";

    private static string Cache => ToolCache.Folder("EDIFY_ONNX_DIR", "onnx");

    private static IEnumerable<string> Libraries(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var pattern = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.*.dylib" : "libonnxruntime.so.1";
        return Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories);
    }
}
