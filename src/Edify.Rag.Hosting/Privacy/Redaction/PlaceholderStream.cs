using System.Text;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>Restores a text that comes in pieces. What may be the beginning of a placeholder is held back until that is clear.</summary>
internal sealed class PlaceholderStream(RedactionMap map)
{
    private readonly StringBuilder _held = new();

    /// <summary>What can be told of the text so far.</summary>
    public string Take(string piece)
    {
        if (_held.Length == 0 && !piece.Contains('<', StringComparison.Ordinal)) return piece;
        var text = _held.Append(piece).ToString();
        _held.Clear();
        var told = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var next = text.IndexOf('<', position);
            if (next < 0) break;
            told.Append(text, position, next - position);
            position = next;
            var length = Placeholder.LengthAt(text.AsSpan(next));
            if (length < 0)
            {
                _held.Append(text, next, text.Length - next);
                return told.ToString();
            }

            if (length == 0)
            {
                told.Append('<');
                position++;
                continue;
            }

            var placeholder = text.Substring(next, length);
            told.Append(map.Find(placeholder) ?? placeholder);
            position += length;
        }

        return told.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>What was held back: the text is at its end, so it was no placeholder.</summary>
    public string Finish()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }
}
