namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>The text of a template, and where it comes from.</summary>
/// <param name="File">What errors call it.</param>
/// <param name="Text">The whole text, its lines ended by line feeds.</param>
internal sealed record TemplateSource(string File, string Text)
{
    /// <summary>An error that names file, line and column, both from 1.</summary>
    /// <param name="position">Where in the text, in UTF-16 units.</param>
    /// <param name="message">What is wrong and what is accepted.</param>
    public RagConfigurationException Error(int position, string message)
    {
        var before = Text.AsSpan(0, Math.Clamp(position, 0, Text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        return new($"{File}({line},{column}): {message}");
    }
}
