using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edify.Rag.Shared.Conversations;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>Texts of questions, where they can be erased: a folder for each tenant, in it one for each user, in it a file for each month.</summary>
/// <remarks>Names are hashes. A text that belongs to no record, after a crash, goes with its file.</remarks>
internal sealed class AuditTexts(string root)
{
    private readonly List<(string Path, byte[] Line)> _pending = [];

    /// <summary>Forgets what was taken and not written.</summary>
    public void Discard() => _pending.Clear();

    /// <summary>Takes a text into the next <see cref="Flush"/>.</summary>
    public Guid Keep(AuditEntry entry, string text)
    {
        var id = Guid.NewGuid();
        _pending.Add((FileOf(entry), [(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(new AuditText(id, text), AuditTextJson.Default.AuditText)]));
        return id;
    }

    /// <summary>Returns when the texts are on the disk.</summary>
    public void Flush()
    {
        foreach (var file in _pending.GroupBy(p => p.Path, p => p.Line))
        {
            var isNew = !File.Exists(file.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(file.Key)!);
            using (var handle = File.OpenHandle(file.Key, FileMode.OpenOrCreate, FileAccess.Write))
            {
                RandomAccess.Write(handle, file.SelectMany(line => line).ToArray(), RandomAccess.GetLength(handle));
                RandomAccess.FlushToDisk(handle);
            }

            if (!isNew) continue;
            DurableFile.FlushDirectoryOf(file.Key);
            DurableFile.FlushDirectoryOf(Path.GetDirectoryName(file.Key)!);
            DurableFile.FlushDirectory(root);
        }

        _pending.Clear();
    }

    /// <summary>A text; <see langword="null"/> when it was forgotten.</summary>
    public string? Find(AuditEntry entry, Guid id)
    {
        try
        {
            return File.Exists(FileOf(entry)) ? File.ReadLines(FileOf(entry)).Select(Read).FirstOrDefault(text => text?.Id == id)?.Text : null;
        }
        catch (IOException)
        {
            // Forgotten meanwhile.
            return null;
        }
    }

    public int Forget(string tenant, string? subject)
    {
        var folder = subject is null ? FolderOf(tenant) : FolderOf(tenant, subject);
        if (!Directory.Exists(folder)) return 0;
        var texts = Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Sum(Count);
        Directory.Delete(folder, recursive: true);
        DurableFile.FlushDirectoryOf(folder);
        return texts;
    }

    public int Prune(DateTimeOffset before)
    {
        var gone = 0;
        foreach (var file in Directory.EnumerateFiles(root, "*.jsonl", SearchOption.AllDirectories).ToList())
        {
            if (!DateTimeOffset.TryParseExact(Path.GetFileNameWithoutExtension(file), "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month)) continue;
            if (month.AddMonths(1) > before) continue;
            gone += Count(file);
            File.Delete(file);
            DurableFile.FlushDirectoryOf(file);
        }

        return gone;
    }

    // Each stands behind the end of a line, so that one that a crash cut short spoils no other.
    private static int Count(string file) => File.ReadLines(file).Count(line => line.Length > 0);

    private static AuditText? Read(string line)
    {
        if (line.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(line, AuditTextJson.Default.AuditText);
        }
        catch (JsonException)
        {
            // A line that a crash cut short belongs to no record.
            return null;
        }
    }

    private string FolderOf(string tenant) => Path.Combine(root, ConversationOwner.KeyOf(tenant));

    private string FolderOf(string tenant, string subject) => Path.Combine(FolderOf(tenant), ConversationOwner.KeyOf(subject));

    private string FileOf(AuditEntry entry) =>
        Path.Combine(FolderOf(entry.Tenant, entry.Subject), entry.At.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture) + ".jsonl");
}

/// <summary>A kept text.</summary>
internal sealed record AuditText(Guid Id, string Text);

[JsonSerializable(typeof(AuditText))]
internal sealed partial class AuditTextJson : JsonSerializerContext;
