namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>RunLengthDecode (ISO 32000-2, 7.4.5).</summary>
internal static class RunLengthFilter
{
    private const int EndOfData = 128;

    public static void Decode(ReadOnlySpan<byte> data, FilterOutput output)
    {
        for (var i = 0; i < data.Length && data[i] != EndOfData && !output.IsFull;)
        {
            int length = data[i++];
            if (length < EndOfData)
            {
                var run = data.Slice(i, Math.Min(length + 1, data.Length - i));
                run.CopyTo(output.Reserve(run.Length));
                output.Advance(run.Length);
                i += run.Length;
            }
            else if (i < data.Length)
            {
                output.Reserve(257 - length)[..(257 - length)].Fill(data[i++]);
                output.Advance(257 - length);
            }
        }
    }
}
