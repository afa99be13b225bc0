using System.Text;
using Edify.Rag.Generation.Prompts.Language;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Prompts;

/// <summary>Finds prompts in a folder and, where it has none, among the shipped ones; a file that changed is read anew.</summary>
/// <remarks>Safe for concurrent use. A file is looked at by its time and size with each question, which costs microseconds.</remarks>
internal sealed class PromptLibrary(ILogger<PromptLibrary> logger)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The prompt to use now.</summary>
    /// <param name="folder">Where to look first; empty to use the shipped ones.</param>
    /// <param name="name">The prompt's name.</param>
    /// <param name="fallback">The shipped prompt that serves when there is no other.</param>
    /// <param name="names">What the prompt may speak of.</param>
    /// <returns>The prompt, and what is wrong with the file that should be it; <see langword="null"/> when nothing is.</returns>
    public (PromptTemplate Template, string? Problem) Get(string folder, string name, string fallback, TemplateNames names)
    {
        if (folder.Length == 0) return (ShippedPrompts.Find(name) ?? ShippedPrompts.Get(fallback), null);
        var file = Path.GetFullPath(Path.Combine(folder, name + ".txt"));
        lock (_lock)
        {
            if (!_entries.TryGetValue(file, out var entry)) _entries[file] = entry = new();
            var stamp = Stamp.Of(file);
            if (!entry.IsRead || stamp != entry.Stamp) Read(entry, file, name, names, stamp);
            return (entry.Template ?? ShippedPrompts.Find(name) ?? ShippedPrompts.Get(fallback), entry.Problem);
        }
    }

    private void Read(Entry entry, string file, string name, TemplateNames names, Stamp? stamp)
    {
        (entry.IsRead, entry.Stamp, entry.Problem) = (true, stamp, null);
        if (stamp is null)
        {
            // A file that was taken away gives the shipped prompt its place back.
            entry.Template = null;
            if (ShippedPrompts.Find(name) is null) entry.Problem = $"{Path.GetFileName(file)} is not in the folder of prompts, and no prompt of this name is shipped.";
        }
        else
        {
            try
            {
                entry.Template = PromptTemplate.Parse(name, Path.GetFileName(file), Text(file, stamp.Value), names);
                logger.PromptRead(file, entry.Template.Version);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException or RagConfigurationException)
            {
                entry.Problem = e switch
                {
                    RagConfigurationException => e.Message,
                    DecoderFallbackException => $"{Path.GetFileName(file)} is not in UTF-8.",
                    _ => $"{Path.GetFileName(file)} can't be read ({e.GetType().Name}).",
                };
            }
        }

        if (entry.Problem is { } problem) logger.PromptUnusable(Path.GetDirectoryName(file) ?? file, problem);
    }

    private static string Text(string file, Stamp stamp)
    {
        if (stamp.Length > 4L * PromptTemplate.MaxLength) throw new IOException("The file is too large to be a prompt.");
        return File.ReadAllText(file, Utf8);
    }

    private sealed class Entry
    {
        public bool IsRead { get; set; }

        public Stamp? Stamp { get; set; }

        // The last one that could be used.
        public PromptTemplate? Template { get; set; }

        public string? Problem { get; set; }
    }

    private readonly record struct Stamp(DateTime Written, long Length)
    {
        public static Stamp? Of(string file)
        {
            var info = new FileInfo(file);
            try
            {
                return info.Exists ? new(info.LastWriteTimeUtc, info.Length) : null;
            }
            catch (IOException)
            {
                return null; // it went in between
            }
        }
    }
}
