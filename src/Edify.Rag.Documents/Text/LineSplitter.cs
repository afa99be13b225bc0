using System.Buffers;

namespace Edify.Rag.Documents.Text;

/// <summary>Hands the lines of a text that arrives in blocks to its <see cref="TextStructure"/>.</summary>
/// <remarks>A line that does not end is handed over in parts, so that memory stays bounded.</remarks>
internal sealed class LineSplitter(TextStructure structure)
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\f\u2028\u2029\u0085");

    private readonly ArrayBufferWriter<char> _unfinished = new();
    private bool _skipsLineFeed;
    private bool _started;

    /// <summary>Takes a block.</summary>
    /// <param name="block">The next characters of the text.</param>
    /// <returns>The elements that ended within the block, valid until the next call.</returns>
    public List<DocumentElement> Push(ReadOnlySpan<char> block)
    {
        if (!_started && block.Contains('\f')) structure.StartPages();
        _started = true;
        structure.Elements.Clear();

        while (!block.IsEmpty)
        {
            if (_skipsLineFeed && block[0] == '\n') block = block[1..];
            _skipsLineFeed = false;
            var end = block.IndexOfAny(LineEnds);
            if (end < 0) break;

            EndLine(block[..end]);
            if (block[end] == '\f') structure.EndPage();
            _skipsLineFeed = block[end] == '\r';
            block = block[(end + 1)..];
        }

        _unfinished.Write(block);
        if (_unfinished.WrittenCount > TextStructure.MaxElement) HandOverPart();
        return structure.Elements;
    }

    private void HandOverPart()
    {
        var part = TextStructure.CutPoint(_unfinished.WrittenSpan);
        structure.AddLine(_unfinished.WrittenSpan[..part]);
        structure.EndElement();
        var rest = _unfinished.WrittenSpan[part..].ToArray();
        _unfinished.ResetWrittenCount();
        _unfinished.Write(rest);
    }

    /// <summary>Takes the end of the text.</summary>
    /// <returns>The last elements.</returns>
    public List<DocumentElement> Complete()
    {
        structure.Elements.Clear();
        EndLine([]);
        structure.EndElement();
        return structure.Elements;
    }

    private void EndLine(ReadOnlySpan<char> rest)
    {
        if (_unfinished.WrittenCount == 0)
        {
            structure.AddLine(rest);
            return;
        }

        _unfinished.Write(rest);
        structure.AddLine(_unfinished.WrittenSpan);
        _unfinished.ResetWrittenCount();
    }
}
