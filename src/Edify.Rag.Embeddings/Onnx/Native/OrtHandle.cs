using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>An object of ONNX Runtime, released with the function that is made for its kind.</summary>
internal sealed class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly OrtFunction _release;

    public OrtHandle(OrtApi api, OrtFunction release, nint value) : base(0, ownsHandle: true)
    {
        (_api, _release) = (api, release);
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The object, for as long as the caller keeps this handle from being disposed.</summary>
    public nint Value => handle;

    protected override bool ReleaseHandle()
    {
        _api.Release(_release, handle);
        return true;
    }
}
