namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Reads the rows of a segment once, ascending where they are sealed, to write them to another segment.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>The float32 values of a row's vector, valid until the next call.</summary>
    /// <exception cref="RagStateException">They are damaged; it may be told by a later call, or by <see cref="EndVectors"/>.</exception>
    ReadOnlySpan<byte> Vector(int row);

    /// <summary>Ends the reading of vectors: all that were read are checked when it returns.</summary>
    /// <exception cref="RagStateException">They are damaged.</exception>
    void EndVectors();

    /// <summary>A row's text as <see cref="Encoding.ByteWriter.Text"/> writes it, valid until the next call.</summary>
    /// <exception cref="RagStateException">It is damaged.</exception>
    ReadOnlySpan<byte> Text(int row);
}
