namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>An input or output of a model.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Type">Kind of its elements.</param>
/// <param name="Shape">Its dimensions; -1 where any size will do.</param>
internal sealed record OrtPort(string Name, OrtElementType Type, IReadOnlyList<long> Shape);

/// <summary>A loaded model. Runs may go on side by side, each with memory of its own.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _memory;
    private readonly OrtHandle _session;
    private readonly byte[][] _names;

    /// <exception cref="RagConfigurationException">The model can't be loaded, or the provider is not there.</exception>
    public OrtSession(OnnxRuntimeLibrary library, string path, OrtSessionSettings settings)
    {
        _api = library.Api;
        Path = path;
        _memory = _api.CreateCpuMemoryInfo();
        using (var options = Options(library, settings))
        {
            try
            {
                _session = _api.CreateSession(library.Environment, path, options);
            }
            catch (OrtException e)
            {
                _memory.Dispose();
                throw new RagConfigurationException($"The model '{path}' can't be loaded: {OrtMessages.WhyNotLoaded(e, library.Version)}.", e);
            }
        }

        Inputs = Ports(OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo);
        Outputs = Ports(OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName, OrtFunction.SessionGetOutputTypeInfo);
        // Names are handed over with each run, by address.
        _names = [.. Inputs.Concat(Outputs).Select(port => Pinned(OrtApi.Utf8(port.Name)))];
    }

    public string Path { get; }

    public IReadOnlyList<OrtPort> Inputs { get; }

    public IReadOnlyList<OrtPort> Outputs { get; }

    /// <summary>Runs the model into the caller's memory.</summary>
    /// <param name="inputs">A tensor for each input, in their order.</param>
    /// <param name="output">Which output is asked for; others are not computed.</param>
    /// <param name="into">Where it goes; of exactly its size.</param>
    /// <exception cref="OrtException">The run failed.</exception>
    public void Run(ReadOnlySpan<OrtTensor> inputs, int output, OrtTensor into) => Run(inputs, output, into, _api.CreateTensor(_memory, into));

    /// <summary>Runs the model only to learn the shape of an output.</summary>
    public long[] Probe(ReadOnlySpan<OrtTensor> inputs, int output) => Run(inputs, output, default, 0);

    public void Dispose()
    {
        _session.Dispose();
        _memory.Dispose();
    }

    private long[] Run(ReadOnlySpan<OrtTensor> inputs, int output, OrtTensor into, nint result)
    {
        var values = stackalloc nint[inputs.Length];
        var names = stackalloc byte*[inputs.Length];
        var made = 0;
        var isHeld = false;
        try
        {
            _session.DangerousAddRef(ref isHeld);
            for (; made < inputs.Length; made++)
            {
                values[made] = _api.CreateTensor(_memory, inputs[made]);
                names[made] = AddressOf(_names[made]);
            }

            _api.Run(_session.Value, names, values, inputs.Length, AddressOf(_names[Inputs.Count + output]), &result);
            return into.Data == 0 ? _api.ShapeOf(result) : [];
        }
        finally
        {
            for (var i = 0; i < made; i++) _api.Release(OrtFunction.ReleaseValue, values[i]);
            _api.Release(OrtFunction.ReleaseValue, result);
            if (isHeld) _session.DangerousRelease();
        }
    }

    private static OrtHandle Options(OnnxRuntimeLibrary library, OrtSessionSettings settings)
    {
        var api = library.Api;
        var options = api.CreateSessionOptions();
        try
        {
            api.Apply(options, OrtFunction.SetIntraOpNumThreads, settings.Threads);
            api.Apply(options, OrtFunction.SetInterOpNumThreads, 1);
            api.Apply(options, OrtFunction.SetSessionGraphOptimizationLevel, (int)settings.Optimization);
            // Plans are kept for each shape that was ever seen, and texts have all lengths.
            api.Apply(options, OrtFunction.DisableMemPattern);
            // Threads that wait by turning take the cores from those that have work.
            api.AddConfigEntry(options, "session.intra_op.allow_spinning", "0");
            api.AddConfigEntry(options, "session.inter_op.allow_spinning", "0");
            OrtProviders.Append(library, options, settings.Provider, settings.Device);
            return options;
        }
        catch (Exception e) when (e is OrtException or RagConfigurationException)
        {
            options.Dispose();
            throw;
        }
    }

    private OrtPort[] Ports(OrtFunction count, OrtFunction name, OrtFunction info)
    {
        var ports = new OrtPort[_api.Count(_session, count)];
        for (var i = 0; i < ports.Length; i++)
        {
            var (type, shape) = _api.TensorInfo(_session, info, i);
            ports[i] = new(_api.Name(_session, name, i), type, shape);
        }

        return ports;
    }

    private static byte[] Pinned(byte[] bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return pinned;
    }

    private static byte* AddressOf(byte[] pinned) => (byte*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
