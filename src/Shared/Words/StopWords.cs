using System.Collections.Frozen;

namespace Edify.Rag.Shared.Words;

/// <summary>Words that say nothing about the subject of a question: articles, pronouns, question words, courtesies.</summary>
internal static class StopWords
{
    private static readonly string[] Lists =
    [
        // English
        "a about after all also am an and any anyone are as at be been being but by can could d did do does doing for from get gets " +
        "got had has have " +
        "he her here hers him his how i if in into is it its just let like ll m many may me might mine more most much must my no not " +
        "of on one's or other our " +
        "ours out over own please re s shall she should so some such t than that the their them then there these they this those through to too " +
        "under until up upon us ve very was we were what whats when where which while who whom whose why will with would yes you your yours " +
        "tell explain describe define say said give show list know want find mean means meaning call called there's another each every " +
        "hello hi hey thanks thank dear sir madam ok okay good morning evening afternoon mr mrs ms dr someone something anything " +
        "thing happen happens per whether both before during within between without since against",
        // German
        "der die das den dem des ein eine einen einem einer und oder ist sind wie was wer wann wo warum welche welcher welches wird werden " +
        "von zu zum zur im am mit fur auf aus bei nach es er sie ich wir ihr mein viel viele kann konnen muss bitte nicht auch hallo",
        // French
        "le la les l un une des du de d et ou est sont qui que quoi quel quelle quels quelles quand comment pourquoi combien dans sur " +
        "pour par avec " +
        "au aux ce cette ces il elle ils elles je nous vous mon ma mes ne pas se sa son ses y en qu c j bonjour merci",
        // Spanish, Portuguese, Italian
        "el los las una unos unas del y o es que quien cual cuales cuando donde como cuanto cuanta cuantos cuantas por para con en al " +
        "lo su sus se mi " +
        "os um uma da dos e sao quem qual onde quanto quanta no na nos nas com ao il gli della dei di che chi dove perche sono per hola gracias",
        // Hindi
        "क्या कौन कब कहाँ कहां कितना कितनी कितने कैसे क्यों किस है हैं था थे थी का की के में से को और पर एक यह वह ने भी तो लिए होता होती होते मुझे",
    ];

    private static readonly FrozenSet<string> Words =
        Lists.SelectMany(list => list.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<char> UnspacedCharacters = "的是了吗呢在有和与谁何时哪怎么什为请这那個个多少はがをにでとのかもへやですますたしくらてるいつどこ".ToFrozenSet();

    /// <summary>Whether a folded word is one.</summary>
    public static bool Contains(string word) => Words.Contains(word);

    /// <summary>Whether a piece of a script without spaces consists of particles and question words only.</summary>
    public static bool IsUnspacedStop(string piece) => piece.All(UnspacedCharacters.Contains);
}
