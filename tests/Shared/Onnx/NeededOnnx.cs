namespace Edify.Rag.Tests.Shared;

/// <summary>What tests of models need; without it they are skipped, or fail where <c>EDIFY_REQUIRE_ONNX=1</c> asks for it.</summary>
internal static class NeededOnnx
{
    private const string Required = "EDIFY_REQUIRE_ONNX";

    /// <summary>ONNX Runtime's library.</summary>
    public static string Runtime => OnnxTools.FindRuntime() ?? Missing(OnnxTools.Advice("ONNX Runtime", "EDIFY_TEST_ONNXRUNTIME"));

    /// <summary>A Python with onnxruntime and NumPy.</summary>
    public static string Python => OnnxTools.FindPython() ?? Missing(OnnxTools.Advice("A Python with onnxruntime", "EDIFY_TEST_PYTHON_ONNXRUNTIME"));

    private static string Missing(string advice)
    {
        if (Environment.GetEnvironmentVariable(Required) == "1") Assert.Fail($"{advice} {Required}=1 makes this a failure.");
        Assert.Skip(advice);
        return advice;
    }
}
