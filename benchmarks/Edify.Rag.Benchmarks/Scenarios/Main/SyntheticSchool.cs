using System.Text;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>Small text files of made-up words, as different from each other as real ones; the same on every call.</summary>
internal static class SyntheticSchool
{
    /// <summary>What one of the files, and only one, is about.</summary>
    public const string Question = "Where do we gather when the fire bell rings?";

    private const string Answer = "When the fire bell rings, leave by the nearest exit and gather on the sports field.";
    private const int Vocabulary = 8_000;
    private const int WordsPerFile = 220;
    private const int FilesPerFolder = 500;

    private static readonly string[] Syllables = ["ba", "cor", "di", "fen", "gal", "hi", "jun", "ka", "lem", "mo", "nur", "pi", "ra", "sol", "ti", "ven"];

    /// <summary>Writes files into "content" below a folder.</summary>
    public static void Write(string folder, int files)
    {
        var random = new Random(7);
        var words = Enumerable.Range(0, Vocabulary).Select(_ => Word(random)).ToArray();
        for (var file = 0; file < files; file++)
        {
            var path = Path.Combine(folder, "content", $"part-{file / FilesPerFolder:000}", $"note-{file:00000}.txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file == files / 2 ? Answer : Text(words, random));
        }
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]));

    private static string Text(string[] words, Random random)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= WordsPerFile; i++)
        {
            // Cubed, so that few words are common and most are rare, as in any language.
            text.Append(words[(int)(Vocabulary * Math.Pow(random.NextDouble(), 3))]);
            text.Append(i % 60 == 0 ? ".\n\n" : i % 12 == 0 ? ". " : " ");
        }

        return text.ToString();
    }
}
