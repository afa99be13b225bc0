namespace Edify.Rag;

/// <summary>Makes a text fit for a log or an audit: what identifies a person is replaced by the word for it, and nobody gets it back.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface ITextRedactor
{
    /// <summary>The text with marks such as "&lt;EMAIL&gt;" in place of what identifies a person.</summary>
    /// <param name="text">Any text.</param>
    string Redact(string text);
}
