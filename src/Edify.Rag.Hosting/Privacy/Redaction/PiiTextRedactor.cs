using System.Text;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>Replaces what identifies a person by the word for its kind, for good.</summary>
internal sealed class PiiTextRedactor(IPiiDetector detector) : ITextRedactor
{
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = detector.Detect(text);
        if (spans.Count == 0) return text;
        var (redacted, position) = (new StringBuilder(text.Length), 0);
        foreach (var span in spans)
        {
            redacted.Append(text, position, span.Start - position).Append(Placeholder.Of(span.Kind));
            position = span.End;
        }

        return redacted.Append(text, position, text.Length - position).ToString();
    }
}
