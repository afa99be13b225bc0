using Edify.Rag.Shared.Lexical.Analysis;

namespace Edify.Rag.Vectors.Tests.Lexical;

public class PorterStemmerTests
{
    // The examples of the paper, carried through all steps.
    [Theory]
    [InlineData("caresses caress ponies poni ties ti caress caress cats cat feed feed agreed agre plastered plaster bled bled")]
    [InlineData("motoring motor sing sing conflated conflat troubled troubl sized size hopping hop tanned tan falling fall")]
    [InlineData("hissing hiss fizzed fizz failing fail filing file happy happi sky sky relational relat conditional condit")]
    [InlineData("rational ration valenci valenc hesitanci hesit digitizer digit conformabli conform radicalli radic")]
    [InlineData("differentli differ vileli vile analogousli analog vietnamization vietnam predication predic operator oper")]
    [InlineData("feudalism feudal decisiveness decis hopefulness hope callousness callous formaliti formal sensitiviti sensit")]
    [InlineData("sensibiliti sensibl triplicate triplic formative form formalize formal electriciti electr electrical electr")]
    [InlineData("hopeful hope goodness good revival reviv allowance allow inference infer airliner airlin gyroscopic gyroscop")]
    [InlineData("adjustable adjust defensible defens irritant irrit replacement replac adjustment adjust dependent depend")]
    [InlineData("adoption adopt homologou homolog communism commun activate activ angulariti angular homologous homolog")]
    [InlineData("effective effect bowdlerize bowdler probate probat rate rate cease ceas controll control roll roll")]
    [InlineData("connect connect connected connect connecting connect connection connect connections connect")]
    [InlineData("generalizations gener oscillators oscil abilities abil happiness happi university univers running run")]
    [InlineData("computer comput computing comput computation comput policy polici archaeology archaeolog possibly possibl")]
    [InlineData("as as be be is is by by ies i")]
    public void The_published_examples_are_stemmed_as_published(string pairs)
    {
        var words = pairs.Split(' ');
        for (var i = 0; i < words.Length; i += 2)
            Assert.Equal(words[i + 1], Stem(words[i]));
    }

    [Theory]
    [InlineData("don't")]
    [InlineData("3rds")]
    [InlineData("b.12s")]
    public void What_has_other_characters_than_letters_stays(string word) => Assert.Equal(word, Stem(word));

    [Fact]
    public void Any_word_of_few_letters_is_stemmed_without_growing()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var word = new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "aeydgilnst"[random.Next(10)])]);
            Assert.InRange(Stem(word).Length, 1, word.Length);
        }
    }

    private static string Stem(string word)
    {
        var characters = word.ToCharArray();
        return new string(characters, 0, PorterStemmer.Stem(characters));
    }
}
