using Edify.Rag.Shared.Lexical;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class TextAnalyzerTests
{
    [Theory]
    [InlineData("The quick, brown fox!", "the|quick|brown|fox")]
    [InlineData("Pythagoras's theorem; the pupils’ books, Ann’S pen", "pythagoras|theorem|the|pupils|books|ann|pen")]
    [InlineData("don't o’clock 'quoted'", "don't|o'clock|quoted")]
    [InlineData("Pi is 3.14, not 3,141.", "pi|is|3.14|not|3,141")]
    [InlineData("Exercise B.12 in chapter 3. Then 1.2.3", "exercise|b.12|in|chapter|3|then|1.2.3")]
    [InlineData("The end.Next 5.of no.7", "the|end|next|5|of|no|7")]
    [InlineData("snake_case _private_ well-known a/b", "snake_case|private|well|known|a|b")]
    [InlineData("Grade10 4th H2O x² CO₂", "grade10|4th|h2o|x2|co2")]
    [InlineData("mathe\u00ADmatics zero\u200Bwidth", "mathematics|zero|width")]
    [InlineData("a@b.org https://x.y", "a|b|org|https|x|y")]
    public void English_words_numbers_and_identifiers_are_cut_where_a_reader_expects(string text, string expected) => AssertTokens(expected, text);

    [Theory]
    [InlineData("Café naïve RÉSUMÉ Ångström", "cafe|naive|resume|angstrom")]
    [InlineData("Straße STRASSE Größe ẞ", "strasse|strasse|grosse|ss")]
    [InlineData("Isparta ISPARTA ısparta İstanbul", "isparta|isparta|isparta|istanbul")]
    [InlineData("Łódź Đuro smørrebrød Þór Ærø œuvre", "lodz|duro|smorrebrod|thor|aero|oeuvre")]
    [InlineData("Trường học Việt Nam", "truong|hoc|viet|nam")]
    [InlineData("ﬁnal ＦＵＬＬ１２ Ⅳ ﬀ", "final|full12|iv|ff")]
    [InlineData("Ὀδυσσεύς ΟΔΥΣΣΕΥΣ Αθήνα", "οδυσσευσ|οδυσσευσ|αθηνα")]
    [InlineData("Ёлка елка МОСКВА Йод вы́бор Їжак", "елка|елка|москва|йод|выбор|їжак")]
    [InlineData("مُحَمَّدٌ محمد كِتــاب أحمد مدرسة", "محمد|محمد|كتاب|احمد|مدرسه")]
    [InlineData("שָׁלוֹם שלום", "שלום|שלום")]
    [InlineData("हिन्दी में किताब", "हिन्दी|में|किताब")]
    [InlineData("२०२६ ٣٠ ３．１４", "2026|30|3.14")]
    [InlineData("தமிழ் పుస్తకం", "தமிழ்|పుస్తకం")]
    public void Words_of_spaced_scripts_are_folded_but_keep_their_vowel_signs(string text, string expected) => AssertTokens(expected, text);

    [Theory]
    [InlineData("数学课本", "数学|学课|课本")]
    [InlineData("水", "水")]
    [InlineData("東京タワー", "東京|京タ|タワ|ワー")]
    [InlineData("ｶﾞｷﾞ", "ガギ")]
    [InlineData("学校(がっこう)へ", "学校|がっ|っこ|こう|へ")]
    [InlineData("Python入門", "python|入門")]
    [InlineData("한국어 책", "한국|국어|책")]
    [InlineData("ภาษาไทย", "ภา|าษ|ษา|าไ|ไท|ทย")]
    [InlineData("ที่นี่", "ที่นี่")]
    public void Scripts_without_spaces_become_overlapping_pairs(string text, string expected) => AssertTokens(expected, text);

    [Theory]
    [InlineData("I ❤️ maths 🎉🎉", "i|❤|maths|🎉|🎉")]
    [InlineData("👩‍🏫 👍🏽 🇩🇪🇫🇷", "👩‍🏫|👍🏽|🇩🇪|🇫🇷")]
    public void Emoji_are_terms_of_their_own(string text, string expected) => AssertTokens(expected, text);

    [Fact]
    public void Composed_and_decomposed_text_give_the_same_terms()
    {
        const string text = "Café Việt й ё Ὀδυσσεύς ガ हिन्दी 한국 أحمد ؤ";
        Assert.Equal(Tokens.Of(text), Tokens.Of(text.Normalize(System.Text.NormalizationForm.FormD)));
    }

    [Fact]
    public void Without_folding_diacritics_stay_and_case_goes()
    {
        var options = new TextAnalyzerOptions(FoldDiacritics: false, Stem: false);
        Assert.Equal(["café", "strasse", "ёлка", "ı", "i\u0307"], Tokens.Of("CAFÉ Straße Ёлка ı İ", options));
    }

    [Fact]
    public void Stemming_joins_the_forms_of_a_word() =>
        Assert.Equal(["connect", "connect", "b.12", "réseaux"], Tokens.Of("Connections connecting B.12 Réseaux", new(FoldDiacritics: false)));

    [Fact]
    public void A_very_long_word_is_cut_at_64_characters_and_never_inside_a_character()
    {
        Assert.Equal([new string('x', 64)], Tokens.Of(new string('x', 10_000)));
        var cut = Assert.Single(Tokens.Of("a" + string.Concat(Enumerable.Repeat("𐐀", 100))));
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("𐐨", 31)), cut);
    }

    [Fact]
    public void Only_a_query_of_nothing_but_stop_words_keeps_them()
    {
        var analyzer = new TextAnalyzer(new TextAnalyzerOptions());
        Assert.Equal(["hamlet"], Terms(LexicalQuery.Parse(analyzer, "to be in Hamlet")));
        Assert.Equal(["be", "not", "or", "to"], Terms(LexicalQuery.Parse(analyzer, "to be or not to be")));
        Assert.Empty(LexicalQuery.Parse(analyzer, " ?! ").Terms);
    }

    [Fact]
    public void Any_text_even_with_broken_surrogates_gives_terms_of_bounded_length() =>
        Prop.ForAll<char[]>(ArbMap.Default.ArbFor<char[]>(), characters =>
        {
            var text = new string(characters);
            return Tokens.Of(text).TrueForAll(term => term.Length is > 0 and <= TextAnalyzer.MaxTermLength
                && System.Text.Encoding.UTF8.GetByteCount(term) <= TextAnalyzer.MaxTermBytes);
        }).Check(Law.On(100));

    [Fact]
    public void Every_letter_and_mark_of_the_basic_plane_can_stand_in_a_word()
    {
        for (var code = 0; code < 0x10000; code++)
        {
            var terms = Tokens.Of($"x{(char)code}y {(char)code}{(char)code}{(char)code}");
            Assert.All(terms, term => Assert.InRange(term.Length, 1, TextAnalyzer.MaxTermLength));
        }
    }

    private static IEnumerable<string> Terms(LexicalQuery query) => query.Terms.Select(term => System.Text.Encoding.UTF8.GetString(term.Term));

    private static void AssertTokens(string expected, string text) => Assert.Equal(expected, string.Join('|', Tokens.Of(text)));
}
