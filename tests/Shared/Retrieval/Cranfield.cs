using System.Globalization;
using System.Text.RegularExpressions;

namespace Edify.Rag.Tests.Shared;

/// <summary>The Cranfield collection: 1,400 abstracts of aerodynamics, 225 questions judged in four grades.</summary>
internal static partial class Cranfield
{
    // Cleverdon's code 1 is a complete answer, 4 of minimum interest; what the file has as -1 is of none.
    private const int Worst = 5;

    public static JudgedCollection Load(string folder)
    {
        var data = Path.Combine(folder, "original/data/cran");
        var documents = Entries(Path.Combine(data, "cran.all.1400"));
        var places = documents.Index().ToDictionary(d => d.Item.Number, d => d.Index);
        var gains = File.ReadLines(Path.Combine(data, "cranqrel"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length >= 3)
            .Select(parts => (Question: Number(parts[0]), Place: places[Number(parts[1])], Code: Number(parts[2])))
            .Where(judgement => judgement.Code is >= 1 and < Worst)
            .ToLookup(judgement => judgement.Question, judgement => (judgement.Place, Gain: (double)(Worst - judgement.Code)));

        // Judgements count questions from 1, whatever numbers they have.
        var questions = Entries(Path.Combine(data, "cran.qry")).Select((question, i) => new JudgedQuestion(
            question.Text, gains[i + 1].GroupBy(g => g.Place).ToDictionary(g => g.Key, g => g.Max(judged => judged.Gain))));
        return new("Cranfield", [.. documents.Select(d => d.Text)], [.. questions.Where(q => q.Gains.Count > 0)]);
    }

    // The text repeats the title.
    private static List<(int Number, string Text)> Entries(string file) =>
        [.. Entry().Matches(File.ReadAllText(file)).Select(entry => (Number(entry.Groups[1].Value), entry.Groups[2].Value.Trim()))];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\.I (\d+)\s*$.*?^\.W\s*$(.*?)(?=^\.I |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Entry();
}
