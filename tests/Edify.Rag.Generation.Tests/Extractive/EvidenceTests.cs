using Edify.Rag.Generation.Extractive;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Extractive;

public sealed class EvidenceTests
{
    [Fact]
    public async Task The_name_of_a_document_says_what_its_text_is_about() =>
        Assert.Equal("Soup: Rs 40 [1].", await Ask("How much is soup in the tuck shop?", TestPassages.Chunk("Soup\tRs 40\nTea\tRs 10", "Tuck Shop Prices.txt")));

    [Fact]
    public async Task A_cell_is_read_under_its_header() =>
        Assert.Equal(
            "Metal: Iron; Melts at (in °C): 1,538 [1].",
            await Ask("At what temperature does iron melt?", TestPassages.Chunk("Metal\tMelts at (in °C)\nIron\t1,538\nLead\t327\nTemperatures hold at sea level.")));

    [Fact]
    public void A_row_of_a_table_that_was_cut_is_read_under_the_header_of_its_preface()
    {
        var chunk = TestPassages.Chunk("Iron\tdark grey\nGold\tyellow", start: 500);
        var passage = new ContextPassage(1, chunk, chunk.Record.Text) { Preface = "Metal\tColour" };

        var evidence = EvidenceReader.Read(passage);

        Assert.Equal(["Metal: Iron; Colour: dark grey", "Metal: Gold; Colour: yellow"], evidence.Select(e => e.Text));
    }

    [Fact]
    public async Task A_header_may_hold_a_number_and_is_still_no_row() =>
        Assert.Equal(
            "Class 2; Age on 1 May: 7 years [1].",
            await Ask("How old is a child of class 2 on 1 May?", TestPassages.Chunk("Class\tAge on 1 May\nClass 1\t6 years\nClass 2\t7 years")));

    [Fact]
    public async Task A_range_holds_the_numbers_within_it() =>
        Assert.Contains("B", await Ask("Which letter does a mark of 65 give?", TestPassages.Chunk("Mark\tLetter\n81–100\tA\n61–80\tB\n41–60\tC")), StringComparison.Ordinal);

    [Fact]
    public async Task A_day_lies_between_the_days_of_a_span() =>
        Assert.Contains(
            "half", await Ask("What is returned on 15 June?", TestPassages.Chunk("Day\tReturned\n1 May to 31 May\tall\n1 June to 30 June\thalf")), StringComparison.Ordinal);

    [Fact]
    public async Task A_letter_that_names_something_is_asked_for_by_its_name() =>
        Assert.Equal("Gate: A; Opens: 7:00 [1].", await Ask("When does gate A open?", TestPassages.Chunk("Gate\tOpens\nA\t7:00\nB\t8:00")));

    [Fact]
    public async Task A_word_at_the_head_of_a_paragraph_is_what_the_paragraph_explains() =>
        Assert.StartsWith(
            "Erosion.", await Ask("What is it called when wind carries soil away?", TestPassages.Chunk("Erosion. Nothing grows there. The wind carries the soil away.")), StringComparison.Ordinal);

    [Fact]
    public async Task A_question_word_within_a_question_asks_nothing()
    {
        var answer = await Ask("What do frogs do when it rains?", TestPassages.Chunk("When it rains, frogs sing loudly. In 1990 it rained for days."));

        Assert.Equal("When it rains, frogs sing loudly [1].", answer);
    }

    [Fact]
    public async Task The_answer_to_a_problem_is_its_result_and_not_the_problem() =>
        Assert.Equal(
            "The numbers are 10, 12 and 14 [1].",
            await Ask(
                "What are the three even numbers whose sum is 36?",
                TestPassages.Chunk("4. The sum of three even numbers is 36. Find them.\nLet n be the middle. Then 3n = 36, n = 12. The numbers are 10, 12 and 14.")));

    [Fact]
    public async Task The_last_step_of_an_example_is_its_answer() =>
        Assert.Equal(
            "The ladder is 6 / sin 60° = 4√3 m long, about 6.9 m [1].",
            await Ask(
                "How long is the ladder at the wall?",
                TestPassages.Chunk("Example: A ladder reaches 6 m up a wall and makes 60° with the ground. The ladder is 6 / sin 60° = 4√3 m long, about 6.9 m.")));

    [Fact]
    public async Task A_sentence_that_a_page_cut_in_two_is_read_as_one() =>
        Assert.Equal(
            "In the spring of 1850 Anna Berg published a Handbook of the flowers of northern lakes [1].",
            await Ask("Who wrote the Handbook of flowers?", TestPassages.Chunk("In the spring of 1850 Anna Berg published a Handbook of\nthe flowers of northern lakes.")));

    [Fact]
    public async Task Irregular_forms_are_forms_of_one_verb() =>
        Assert.Equal("We saw nine owls in the barn [1].", await Ask("How many owls did I see in the barn?", TestPassages.Chunk("We saw nine owls in the barn.")));

    [Fact]
    public async Task A_question_about_now_is_answered_from_the_latest_edition()
    {
        var old = TestPassages.Chunk("The swimming lesson costs Rs 80.", "Swimming Rules 2023-24.md");
        var current = TestPassages.Chunk("The swimming lesson costs Rs 95.", "Swimming Rules 2024-25.md");

        Assert.Equal("The swimming lesson costs Rs 95 [2].", await Ask("What does a swimming lesson cost?", old, current));
        Assert.Equal("The swimming lesson costs Rs 80 [1].", await Ask("What did a swimming lesson cost in 2023-24?", old, current));
    }

    [Fact]
    public async Task A_comparison_tells_both_sides_or_nothing()
    {
        var old = TestPassages.Chunk("The swimming lesson costs Rs 80.", "Swimming Rules 2023-24.md");
        var current = TestPassages.Chunk("The swimming lesson costs Rs 95.", "Swimming Rules 2024-25.md");
        const string Question = "How did the cost of a swimming lesson change from 2023-24 to 2024-25?";

        Assert.Equal("The swimming lesson costs Rs 80 [1]. The swimming lesson costs Rs 95 [2].", await Ask(Question, old, current));
        Assert.Equal(AnswerProtocol.NoAnswer, await Ask(Question, current));
    }

    [Theory]
    [InlineData("What is the price of the piano?", "The piano stands in the hall.")]
    [InlineData("What is a prism?", "Prism.")]
    public async Task What_is_asked_must_be_said_and_not_only_what_it_is_asked_of(string question, string text) =>
        Assert.Equal(AnswerProtocol.NoAnswer, await Ask(question, TestPassages.Chunk(text)));

    private static async Task<string> Ask(string question, params RetrievedChunk[] chunks)
    {
        var message = new ChatMessage(ChatRole.User, question);
        TestPassages.Context(question, chunks).AttachTo(message);
        using var client = new ExtractiveChatClient(() => new());
        return (await client.GetResponseAsync([message])).Text;
    }
}
