using System.Text;

namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>The beginning of a document's text, long enough to tell its language.</summary>
internal sealed class LanguageSample
{
    private const int Length = 32 * 1024;

    private readonly StringBuilder _text = new();

    /// <summary>Takes the next piece, as far as there is room.</summary>
    public void Add(string text)
    {
        if (_text.Length >= Length) return;
        _text.Append(text.AsSpan(0, Math.Min(text.Length, Length - _text.Length))).Append('\n');
    }

    /// <summary>The language; <see langword="null"/> when it is not sure.</summary>
    public string? Detect() => LanguageDetector.Detect(_text.ToString());
}
