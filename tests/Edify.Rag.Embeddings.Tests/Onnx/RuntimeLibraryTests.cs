using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class RuntimeLibraryTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> LinuxNames => ["libonnxruntime.so", "libonnxruntime.so.1", "libonnxruntime.so.1.30.0"];

    [Theory]
    [MemberData(nameof(LinuxNames))]
    public void It_is_found_in_a_folder_under_each_of_its_names(string name)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("These are names on Linux.");
        File.CreateSymbolicLink(_folder[name], NeededOnnx.Runtime);

        var library = OnnxRuntimeLibrary.Load(_folder.Path);

        Assert.Equal([_folder[name]], OnnxRuntimeLocator.Candidates(_folder.Path));
        Assert.StartsWith("1.", library.Version, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider", library.Api.AvailableProviders());
    }

    [Fact]
    public void A_library_that_was_loaded_is_used_again() => Assert.Same(OnnxRuntimeLibrary.Load(NeededOnnx.Runtime), OnnxRuntimeLibrary.Load(NeededOnnx.Runtime));

    [Fact]
    public void Without_one_it_is_said_how_to_get_it()
    {
        Assert.Contains("there is none at", Refusal(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("there is none at", Refusal(_folder["libonnxruntime.so"]), StringComparison.Ordinal);
        Assert.Contains("beside the application", OnnxRuntimeLocator.HowToGetIt(string.Empty, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        File.WriteAllText(_folder["libonnxruntime.so"], "no library");
        Assert.Contains("is no library for", Refusal(_folder["libonnxruntime.so"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_library_is_refused()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The other library that is surely there is Linux's.");
        Assert.Contains("is not ONNX Runtime", Refusal("libc.so.6"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OnnxProvider.Cuda)]
    [InlineData(OnnxProvider.DirectMl)]
    [InlineData(OnnxProvider.CoreMl)]
    public void A_provider_that_is_not_there_is_refused(OnnxProvider provider)
    {
        using var model = new OnnxTestModel(BertShape.Tiny);
        // The library for Linux knows of CUDA, and looks for the rest of it when it is asked to use it.
        var isKnown = provider == OnnxProvider.Cuda && OperatingSystem.IsLinux();
        if (isKnown && File.Exists("/dev/nvidiactl")) Assert.Skip("This machine may carry the provider.");

        var refusal = model.Refusal(o => o.Provider = provider);

        Assert.Contains(isKnown ? $"The provider {provider} of ONNX Runtime" : $"has no provider {provider}; it has", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_places_beside_an_application_come_before_the_systems()
    {
        var candidates = OnnxRuntimeLocator.Candidates(string.Empty).ToList();
        Assert.NotEmpty(candidates);
        Assert.Equal(candidates.Distinct(), candidates);
        Assert.Contains(candidates, c => Path.GetFileName(c) == c);
    }

    private static string Refusal(string configured)
    {
        var message = Assert.Throws<RagConfigurationException>(() => OnnxRuntimeLibrary.Load(configured)).Message;
        Assert.Contains("Microsoft.ML.OnnxRuntime", message, StringComparison.Ordinal);
        return message;
    }
}
