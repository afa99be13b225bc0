using System.Globalization;

namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>The words of a text: letters with their marks, in runs.</summary>
internal ref struct WordEnumerator(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly WordEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        var start = 0;
        while (start < _rest.Length && !char.IsLetter(_rest[start])) start++;
        var end = start;
        while (end < _rest.Length && IsOfWord(_rest[end])) end++;
        Current = _rest[start..end];
        _rest = _rest[end..];
        return end > start;
    }

    // A zero-width non-joiner stands within words of Persian.
    private static bool IsOfWord(char c) => char.IsLetter(c) || c == '\u200C' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
