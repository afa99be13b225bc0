using System.Runtime.InteropServices;
using System.Text;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Calls into a loaded ONNX Runtime, through its table of functions.</summary>
/// <remarks>Each call that can fail gives a status; a status that is not null becomes an <see cref="OrtException"/>. Safe for concurrent use.</remarks>
/// <param name="functions">The table.</param>
internal sealed unsafe class OrtApi(void** functions)
{
    /// <summary>Lifts the reason out of a status.</summary>
    /// <exception cref="OrtException">The status is a failure.</exception>
    public void Check(nint status)
    {
        if (status == 0) return;
        var code = ((delegate* unmanaged<nint, int>)At(OrtFunction.GetErrorCode))(status);
        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)At(OrtFunction.GetErrorMessage))(status)) ?? string.Empty;
        Release(OrtFunction.ReleaseStatus, status);
        throw new OrtException((OrtErrorCode)code, message);
    }

    public void Release(OrtFunction release, nint value)
    {
        if (value != 0) ((delegate* unmanaged<nint, void>)At(release))(value);
    }

    public OrtHandle CreateEnvironment(string name)
    {
        // What goes wrong comes back as a status; the library would print it besides.
        const int fatalOnly = 4;
        nint made;
        fixed (byte* id = Utf8(name)) Check(((delegate* unmanaged<int, byte*, nint*, nint>)At(OrtFunction.CreateEnv))(fatalOnly, id, &made));
        return new(this, OrtFunction.ReleaseEnv, made);
    }

    public OrtHandle CreateCpuMemoryInfo()
    {
        const int arena = 1;
        const int defaultMemory = 0;
        nint made;
        Check(((delegate* unmanaged<int, int, nint*, nint>)At(OrtFunction.CreateCpuMemoryInfo))(arena, defaultMemory, &made));
        return new(this, OrtFunction.ReleaseMemoryInfo, made);
    }

    public OrtHandle CreateSessionOptions()
    {
        nint made;
        Check(((delegate* unmanaged<nint*, nint>)At(OrtFunction.CreateSessionOptions))(&made));
        return new(this, OrtFunction.ReleaseSessionOptions, made);
    }

    public OrtHandle CreateSession(OrtHandle environment, string path, OrtHandle options)
    {
        nint made;
        var create = (delegate* unmanaged<nint, void*, nint, nint*, nint>)At(OrtFunction.CreateSession);
        // A path is made of the system's characters: UTF-16 on Windows, UTF-8 elsewhere.
        if (OperatingSystem.IsWindows()) fixed (char* wide = path) Check(create(environment.Value, wide, options.Value, &made));
        else fixed (byte* narrow = Utf8(path)) Check(create(environment.Value, narrow, options.Value, &made));
        return new(this, OrtFunction.ReleaseSession, made);
    }

    public void Apply(OrtHandle options, OrtFunction change) => Check(((delegate* unmanaged<nint, nint>)At(change))(options.Value));

    public void Apply(OrtHandle options, OrtFunction change, int value) => Check(((delegate* unmanaged<nint, int, nint>)At(change))(options.Value, value));

    public void AddConfigEntry(OrtHandle options, string key, string value)
    {
        fixed (byte* k = Utf8(key), v = Utf8(value))
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)At(OrtFunction.AddSessionConfigEntry))(options.Value, k, v));
    }

    /// <summary>Execution providers that the library was built with, by the names that it gives them.</summary>
    public IReadOnlyList<string> AvailableProviders()
    {
        byte** names;
        int count;
        Check(((delegate* unmanaged<byte***, int*, nint>)At(OrtFunction.GetAvailableProviders))(&names, &count));
        var providers = new string[count];
        for (var i = 0; i < count; i++) providers[i] = Marshal.PtrToStringUTF8((nint)names[i]) ?? string.Empty;
        Check(((delegate* unmanaged<byte**, int, nint>)At(OrtFunction.ReleaseAvailableProviders))(names, count));
        return providers;
    }

    public int Count(OrtHandle session, OrtFunction which)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)At(which))(session.Value, &count));
        return (int)count;
    }

    public string Name(OrtHandle session, OrtFunction which, int index)
    {
        nint allocator;
        byte* name;
        Check(((delegate* unmanaged<nint*, nint>)At(OrtFunction.GetAllocatorWithDefaultOptions))(&allocator));
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)At(which))(session.Value, (nuint)index, allocator, &name));
        var text = Marshal.PtrToStringUTF8((nint)name) ?? string.Empty;
        Check(((delegate* unmanaged<nint, void*, nint>)At(OrtFunction.AllocatorFree))(allocator, name));
        return text;
    }

    /// <summary>Type and shape of an input or output; one that is no tensor has element type 0.</summary>
    public (OrtElementType Type, long[] Shape) TensorInfo(OrtHandle session, OrtFunction which, int index)
    {
        nint info, tensor;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)At(which))(session.Value, (nuint)index, &info));
        try
        {
            // What the cast gives belongs to the info.
            Check(((delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.CastTypeInfoToTensorInfo))(info, &tensor));
            return tensor == 0 ? (OrtElementType.None, []) : Describe(tensor);
        }
        finally
        {
            Release(OrtFunction.ReleaseTypeInfo, info);
        }
    }

    public long[] ShapeOf(nint value)
    {
        nint info;
        Check(((delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.GetTensorTypeAndShape))(value, &info));
        try
        {
            return Describe(info).Shape;
        }
        finally
        {
            Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    /// <summary>A tensor over the caller's memory, which must stay where it is until the tensor is released.</summary>
    public nint CreateTensor(OrtHandle memory, OrtTensor tensor)
    {
        nint made;
        var shape = stackalloc long[] { tensor.Rows, tensor.Columns, tensor.Depth };
        Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)At(OrtFunction.CreateTensorWithDataAsOrtValue))(
            memory.Value, (void*)tensor.Data, (nuint)tensor.Bytes, shape, (nuint)tensor.Rank, (int)tensor.Type, &made));
        return made;
    }

    public void Run(nint session, byte** inputNames, nint* inputs, int inputCount, byte* outputName, nint* output) => Check(
        ((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)At(OrtFunction.Run))(
            session, 0, inputNames, inputs, (nuint)inputCount, &outputName, 1, output));

    public static byte[] Utf8(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private void* At(OrtFunction function) => functions[(int)function];

    private (OrtElementType Type, long[] Shape) Describe(nint tensor)
    {
        int type;
        nuint rank;
        Check(((delegate* unmanaged<nint, int*, nint>)At(OrtFunction.GetTensorElementType))(tensor, &type));
        Check(((delegate* unmanaged<nint, nuint*, nint>)At(OrtFunction.GetDimensionsCount))(tensor, &rank));
        var shape = new long[(int)rank];
        fixed (long* first = shape) Check(((delegate* unmanaged<nint, long*, nuint, nint>)At(OrtFunction.GetDimensions))(tensor, first, rank));
        return ((OrtElementType)type, shape);
    }
}
