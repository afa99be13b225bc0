namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Memory that is handed to ONNX Runtime as a tensor of two or three dimensions; it must not move.</summary>
/// <param name="Data">Address of the first element.</param>
/// <param name="Type">What the elements are.</param>
/// <param name="Rows">First dimension: the texts of a batch.</param>
/// <param name="Columns">Second dimension.</param>
/// <param name="Depth">Third dimension; 0 where there are two.</param>
internal readonly record struct OrtTensor(nint Data, OrtElementType Type, int Rows, int Columns, int Depth = 0)
{
    public int Rank => Depth == 0 ? 2 : 3;

    public long Elements => (long)Rows * Columns * Math.Max(1, Depth);

    public long Bytes => Elements * Type.Size;
}

/// <summary>Kinds of tensor elements, numbered as in <c>ONNXTensorElementDataType</c>.</summary>
internal enum OrtElementType
{
    None = 0,
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Float16 = 10,
}

internal static class OrtElementTypes
{
    extension(OrtElementType type)
    {
        /// <summary>Bytes of an element.</summary>
        public int Size => type switch
        {
            OrtElementType.Int64 => 8,
            OrtElementType.Float or OrtElementType.Int32 => 4,
            _ => 2,
        };
    }
}
