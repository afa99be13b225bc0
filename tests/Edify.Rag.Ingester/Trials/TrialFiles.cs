using System.Text;
using Edify.Rag.Ingester.Files;

namespace Edify.Rag.Ingester.Trials;

/// <summary>What a small school has, before and after a day on which files were changed, removed and added: real files in every format, and made-up ones.</summary>
/// <param name="samples">The folder of the real ones.</param>
/// <param name="notes">Number of made-up ones.</param>
public sealed class TrialFiles(string samples, int notes = 120)
{
    private const int Paragraphs = 12;

    // Each of these happens to one note in so many.
    private const int Changed = 3;
    private const int Gone = 10;

    private static readonly DateTime Monday = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>The states that the files can be in.</summary>
    public static IReadOnlyList<int> Days { get; } = [0, 1];

    /// <summary>All files of a day.</summary>
    public IEnumerable<(string Name, byte[] Content)> Of(int day)
    {
        foreach (var path in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            yield return (Path.GetRelativePath(samples, path).Replace('\\', '/'), File.ReadAllBytes(path));
        for (var note = 0; note < notes; note++)
        {
            if (note % Gone != 4 || day == 0) yield return ($"General/notes/note-{note:000}.txt", Encoding.UTF8.GetBytes(Note(note, day)));
            if (note % Gone == 5 && day == 1) yield return ($"General/notes/news-{note:000}.txt", Encoding.UTF8.GetBytes(Note(note + notes, day)));
        }
    }

    /// <summary>Makes a folder hold the files of a day, and nothing else.</summary>
    public void Write(string folder, int day)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var (name, content) in Of(day))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
            // A folder knows a version by its time.
            File.SetLastWriteTimeUtc(path, Monday.AddDays(IsChanged(name) ? day : 0));
        }
    }

    // Some paragraphs of a changed note stay as they were: their passages belong to both versions for a moment.
    private static string Note(int note, int day) => string.Join("\n\n", Enumerable.Range(0, Paragraphs).Select(paragraph =>
        new Prose((note * 1_000) + paragraph + (day == 1 && note % Changed == 0 && paragraph % 2 == 1 ? 500 : 0)).Text(90)));

    private static bool IsChanged(string name) =>
        Path.GetFileNameWithoutExtension(name).Split('-') is ["note", var number] && int.TryParse(number, out var note) && note % Changed == 0;
}
