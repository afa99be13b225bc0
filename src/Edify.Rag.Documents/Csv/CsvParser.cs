using System.Buffers;

namespace Edify.Rag.Documents.Csv;

/// <summary>Cuts text that arrives in blocks into rows and cells, by RFC 4180 with tolerance.</summary>
/// <remarks>
/// A quoted cell ends at a quote before a delimiter or a line end, so that quotes which nobody doubled stay text. A quoted
/// cell or row that grows beyond what people write is taken for one whose quote was forgotten: it ends there, and the rest
/// is read on. Tabs and line breaks within a cell become spaces.
/// </remarks>
/// <param name="delimiter">What parts cells.</param>
internal sealed class CsvParser(char delimiter)
{
    /// <summary>Longest quoted cell in characters.</summary>
    public const int LongestQuoted = 64 * 1024;

    /// <summary>Longest row in characters.</summary>
    public const int LongestRow = 1024 * 1024;

    private readonly SearchValues<char> _unquotedEnds = SearchValues.Create([delimiter, '\n', '\r', '\t']);
    private readonly SearchValues<char> _quotedEnds = SearchValues.Create("\"\n\r\t");
    private readonly ArrayBufferWriter<char> _row = new();
    private State _state;
    private int _cellStart;
    private bool _isRowEnded = true;
    private bool _skipsLineFeed;

    private enum State
    {
        CellStart,
        Unquoted,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The row that ended last, its cells parted by tabs.</summary>
    public ReadOnlySpan<char> Row => _row.WrittenSpan;

    /// <summary>Its number of cells.</summary>
    public int Cells { get; private set; }

    /// <summary>Rows and cells that were ended because of their length.</summary>
    public int Cut { get; private set; }

    /// <summary>Reads on to the end of a row.</summary>
    /// <param name="block">What follows of the text; on return, what follows the row.</param>
    /// <returns>Whether a row ended; otherwise the block is used up.</returns>
    public bool TryReadRow(ref ReadOnlySpan<char> block)
    {
        if (_isRowEnded) BeginRow();
        if (_skipsLineFeed && !block.IsEmpty)
        {
            if (block[0] == '\n') block = block[1..];
            _skipsLineFeed = false;
        }

        while (!block.IsEmpty)
        {
            if (Step(ref block)) return _isRowEnded = true;
        }

        return false;
    }

    /// <summary>Takes the end of the text.</summary>
    /// <returns>Whether a last row ended without a line end.</returns>
    public bool Complete()
    {
        if (_isRowEnded || (_row.WrittenCount == 0 && _state == State.CellStart)) return false;
        return _isRowEnded = true;
    }

    private bool Step(ref ReadOnlySpan<char> block)
    {
        if (_row.WrittenCount > LongestRow)
        {
            Cut++;
            return true;
        }

        switch (_state)
        {
            case State.CellStart: BeginCell(ref block); return false;
            case State.Unquoted: return ReadUnquoted(ref block);
            case State.Quoted: ReadQuoted(ref block); return false;
            default: EndQuote(ref block); return false;
        }
    }

    private void BeginRow()
    {
        _row.ResetWrittenCount();
        _isRowEnded = false;
        Cells = 1;
        StartCell();
    }

    private void StartCell()
    {
        _cellStart = _row.WrittenCount;
        _state = State.CellStart;
    }

    private void BeginCell(ref ReadOnlySpan<char> block)
    {
        if (block[0] == ' ' && delimiter != ' ')
        {
            block = block[1..];
            return;
        }

        _state = block[0] == '"' ? State.Quoted : State.Unquoted;
        if (_state == State.Quoted) block = block[1..];
    }

    private bool ReadUnquoted(ref ReadOnlySpan<char> block)
    {
        var end = block.IndexOfAny(_unquotedEnds);
        if (end != 0)
        {
            var text = end < 0 ? block : block[..end];
            text = text[..Math.Min(text.Length, LongestRow + 1 - _row.WrittenCount)];
            _row.Write(text);
            block = block[text.Length..];
            return false;
        }

        var c = block[0];
        block = block[1..];
        if (c == delimiter) EndCell();
        else if (c == '\t') _row.Write(" ");
        else
        {
            _skipsLineFeed = c == '\r';
            return true;
        }

        return false;
    }

    private void ReadQuoted(ref ReadOnlySpan<char> block)
    {
        var end = block.IndexOfAny(_quotedEnds);
        var text = end < 0 ? block : block[..end];
        var room = LongestQuoted - (_row.WrittenCount - _cellStart);
        if (text.Length >= room)
        {
            // The quote was forgotten: what follows is read as if it had been closed.
            _row.Write(text[..room]);
            block = block[room..];
            _state = State.Unquoted;
            Cut++;
            return;
        }

        _row.Write(text);
        block = block[text.Length..];
        if (block.IsEmpty) return;
        if (block[0] == '"') _state = State.QuoteInQuoted;
        else _row.Write(" ");
        block = block[1..];
    }

    private void EndQuote(ref ReadOnlySpan<char> block)
    {
        var c = block[0];
        if (c == delimiter || c is '\n' or '\r')
        {
            _state = State.Unquoted;
            return;
        }

        // Doubled, or left alone in the middle of the text.
        _row.Write("\"");
        if (c == '"') block = block[1..];
        _state = State.Quoted;
    }

    private void EndCell()
    {
        Cells++;
        _row.Write("\t");
        StartCell();
    }
}
