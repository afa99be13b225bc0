using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Memory that native code may hold on to: it does not move, and grows to the largest size that was asked for.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class PinnedBuffer<T> where T : unmanaged
{
    private T[] _items = [];

    /// <summary>At least so many elements, with whatever they hold.</summary>
    public Span<T> Take(int count)
    {
        if (_items.Length < count) _items = GC.AllocateUninitializedArray<T>(count, pinned: true);
        return _items.AsSpan(0, count);
    }

    /// <summary>Where the elements lie, until more are taken.</summary>
    public unsafe nint Address => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_items));
}
