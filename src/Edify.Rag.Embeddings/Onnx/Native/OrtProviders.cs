using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Puts another execution provider before the processor, if the library has it.</summary>
internal static unsafe class OrtProviders
{
    /// <exception cref="RagConfigurationException">The library was built without the provider, or the machine does not carry it.</exception>
    public static void Append(OnnxRuntimeLibrary library, OrtHandle options, OnnxProvider provider, int device)
    {
        if (provider == OnnxProvider.Cpu) return;
        var (name, export, package) = Describe(provider);
        var available = library.Api.AvailableProviders();
        if (!available.Contains(name) || !NativeLibrary.TryGetExport(library.Module, export, out var append))
        {
            throw new RagConfigurationException(
                $"ONNX Runtime {library.Version} ('{library.Path}') has no provider {provider}; it has {string.Join(", ", available)}. Use a build with it ({package}), or the provider Cpu.");
        }

        try
        {
            // Devices of CUDA and DirectML are numbered; the number that CoreML takes is a set of flags, of which none is needed.
            var argument = provider == OnnxProvider.CoreMl ? 0 : device;
            library.Api.Check(((delegate* unmanaged<nint, int, nint>)append)(options.Value, argument));
        }
        catch (OrtException e)
        {
            throw new RagConfigurationException($"The provider {provider} of ONNX Runtime {library.Version} can't be used on this machine: {OrtMessages.FirstLine(e)}", e);
        }
    }

    private static (string Name, string Export, string Package) Describe(OnnxProvider provider) => provider switch
    {
        OnnxProvider.Cuda => ("CUDAExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_CUDA", "Microsoft.ML.OnnxRuntime.Gpu"),
        OnnxProvider.DirectMl => ("DmlExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_DML", "Microsoft.ML.OnnxRuntime.DirectML"),
        _ => ("CoreMLExecutionProvider", "OrtSessionOptionsAppendExecutionProvider_CoreML", "Microsoft.ML.OnnxRuntime on macOS"),
    };
}
