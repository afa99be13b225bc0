using System.Numerics;

namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>Function words of the languages of one script, and how much each tells.</summary>
internal sealed class FunctionWords
{
    private const int LongestWord = 24;

    private readonly List<uint> _languagesOf = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    private FunctionWords(params (string Language, string Words)[] languages)
    {
        Languages = [.. languages.Select(l => l.Language)];
        var numbers = new Dictionary<string, int>();
        for (var i = 0; i < languages.Length; i++)
        {
            foreach (var word in languages[i].Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (numbers.TryAdd(word, _languagesOf.Count)) _languagesOf.Add(0);
                _languagesOf[numbers[word]] |= 1u << i;
            }
        }

        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Languages of the Latin script.</summary>
    public static FunctionWords Latin { get; } = new(LatinWords.All);

    /// <summary>Languages of the Cyrillic script.</summary>
    public static FunctionWords Cyrillic { get; } = new(
        ("ru", "и в не на что с как это по он она они но его к у из мы за вы так же от было для бы только или ещё еще был быть если когда уже все её при этого также который которые"),
        ("uk", "і в не на що з як це та він вона вони але його до у від ми за ви так й або для було бути якщо коли вже всі її при цього також який які є та"),
        ("bg", "и в не на че с как това по той тя те но го към от ние за вие така да се ще е са или които който още беше бъде ако когато вече всички при също"),
        ("sr", "и у не на што са како то по он она они али га ка од ми за ви тако да се ће је су или који која још био бити ако када већ сви при такође"),
        ("be", "і ў не на што з як гэта па ён яна яны але яго да у ад мы за вы так ж або для было быць калі ўжо усе яе пры таксама які якія ёсць"),
        ("mk", "и во не на што со како тоа по тој таа тие но го кон од ние за вие така да се ќе е се или кои кој уште беше бил ако кога веќе сите при исто"));

    /// <summary>Languages of the Arabic script.</summary>
    public static FunctionWords Arabic { get; } = new(
        ("ar", "في من على إلى أن هذا هذه التي الذي عن مع كان كانت لا ما هو هي أو ثم قد كل بعد قبل بين لم إن ذلك حيث كما إذا"),
        ("fa", "در از به که این را با است برای آن یک می تا بر هم نیز شود شده بود کرد خود یا اگر هر ما او آنها های ای چه باید"),
        ("ur", "میں کے کی کا سے ہے کو اور نے پر یہ وہ ہیں کہ اس ایک تھا تھی بھی نہیں کر ہو گیا اپنے جو تو ان لیے ساتھ ہم"));

    /// <summary>Languages of the Devanagari script.</summary>
    public static FunctionWords Devanagari { get; } = new(
        ("hi", "में के की का से है को और ने पर यह वह हैं कि इस एक था थी भी नहीं कर हो गया अपने जो तो उन लिए साथ हम थे या ही कुछ"),
        ("mr", "आहे आणि या हे ते तो ती मध्ये च्या चा ची चे ला ने आहेत होते होता होती नाही एक पण की तर किंवा साठी सर्व त्या त्यांनी असे करून म्हणून आपल्या"),
        ("ne", "छ र को मा का ले लाई यो त्यो छन् हो पनि गर्न एक भने तर थियो हुन् गर्ने भएको छैन उनी आफ्नो लागि गरेको वा सबै सँग बाट"));

    /// <summary>Languages, in the order of scores.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Number of different words; words are numbered from 0.</summary>
    public int Count => _languagesOf.Count;

    /// <summary>The number of a word as it stands in the text; -1 when it is no function word of any language.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord) return -1;
        Span<char> folded = stackalloc char[LongestWord];
        folded = folded[..word.ToLowerInvariant(folded)];
        return _numbers.TryGetValue(folded, out var number) ? number : -1;
    }

    /// <summary>Adds what a word tells to the tallies of the languages that have it; the more languages, the less.</summary>
    /// <param name="number">The word.</param>
    /// <param name="times">How often it stands in the text.</param>
    /// <param name="tallies">One per language.</param>
    public void Tally(int number, int times, Span<LanguageTally> tallies)
    {
        var languages = _languagesOf[number];
        var weight = (double)times / BitOperations.PopCount(languages);
        for (; languages != 0; languages &= languages - 1)
        {
            ref var tally = ref tallies[BitOperations.TrailingZeroCount(languages)];
            tally = new(tally.Score + weight, tally.Words + 1, tally.Hits + times);
        }
    }
}

/// <summary>What speaks for a language.</summary>
/// <param name="Score">Weight of its function words.</param>
/// <param name="Words">Different function words.</param>
/// <param name="Hits">Function words.</param>
internal readonly record struct LanguageTally(double Score, int Words, int Hits);
