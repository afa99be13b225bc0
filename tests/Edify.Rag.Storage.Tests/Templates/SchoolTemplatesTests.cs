using Edify.Rag.Storage.Templates;

namespace Edify.Rag.Storage.Tests.Templates;

public sealed class SchoolTemplatesTests
{
    private static readonly PathTemplateExtractor School = new(new PathTemplateOptions());

    [Theory]
    [InlineData("Knowledge Bank/kb/2026/7/science/book.pdf", "grade=7 module=knowledge_bank subject=science year=2026")]
    [InlineData("Knowledge Bank/kb/2026/7/science/unit 1/book.pdf", "grade=7 module=knowledge_bank subject=science year=2026")]
    [InlineData("Knowledge Bank/kb/2026/7/book.pdf", "grade=7 module=knowledge_bank year=2026")]
    [InlineData("Knowledge Bank/kb/2026/book.pdf", "module=knowledge_bank")]
    [InlineData("Knowledge Bank/teachers/plan.pdf", "module=knowledge_bank")]
    [InlineData("SOP/admissions/forms/a.pdf", "category=admissions module=sop")]
    [InlineData("SOP/a.pdf", "module=sop")]
    [InlineData("sop/Admissions/a.pdf", "category=Admissions module=sop")]
    [InlineData("users/u1/raw_data/s1/math/algebra/1.pdf", "book=algebra module=personal owner=u1 semester=s1 subject=math")]
    [InlineData("users/u1/raw_data/s1/math/1.pdf", "module=personal owner=u1")]
    [InlineData("users/u1/1.pdf", "module=personal owner=u1")]
    [InlineData("users/1.pdf", "module=personal")]
    [InlineData("handbook.pdf", "module=general")]
    [InlineData("letters/2026/may.pdf", "module=general")]
    public void A_name_gets_the_fields_of_its_folder(string name, string expected) => Assert.Equal(expected, Fields(name));

    [Theory]
    [InlineData("SOP /a.pdf")]
    [InlineData(" sop/a.pdf")]
    [InlineData("ＳＯＰ/a.pdf")]
    [InlineData("SO\u200BP/a.pdf")]
    [InlineData("\u200B SOP\u00AD /a.pdf")]
    [InlineData("\u0405\u041E\u0420/a.pdf")]
    [InlineData("S\u039FP/a.pdf")]
    [InlineData("ſop/a.pdf")]
    public void What_looks_like_a_restricted_folder_is_one(string name) => Assert.Equal("module=sop", Fields(name));

    [Theory]
    [InlineData("Knowledge  Bank/a.pdf")]
    [InlineData("Knowledge\u00A0Bank/a.pdf")]
    [InlineData("KNOWLEDGE BANK/a.pdf")]
    public void White_space_and_case_do_not_matter(string name) => Assert.Equal("module=knowledge_bank", Fields(name));

    [Theory]
    [InlineData("")]
    [InlineData("/SOP/a.pdf")]
    [InlineData("letters//a.pdf")]
    [InlineData("letters/ /a.pdf")]
    [InlineData("users/\u200B/a.pdf")]
    [InlineData("letters/../SOP/a.pdf")]
    [InlineData("letters/\u2025/a.pdf")]
    [InlineData("./SOP/a.pdf")]
    [InlineData("SOP/")]
    [InlineData("SOP\\a.pdf")]
    [InlineData("SOP\uFF0Fa.pdf")]
    [InlineData("SOP\uFF3Ca.pdf")]
    [InlineData("SO\tP/a.pdf")]
    [InlineData("a\uFFFE/b")]
    public void A_name_whose_meaning_is_in_doubt_gets_no_fields(string name) => Assert.Empty(Fields(name));

    [Fact]
    public void A_name_with_half_a_character_gets_no_fields() => Assert.Empty(Fields("letters/\ud800/a.pdf"));

    [Theory]
    [InlineData("users/ u1 /a.pdf", "u1")]
    [InlineData("users/e\u0301va/a.pdf", "\u00E9va")]
    [InlineData("users/ｕ1/a.pdf", "ｕ1")]
    [InlineData("users/\u200Bu1/a.pdf", "\u200Bu1")]
    [InlineData("users/\u0430nna/a.pdf", "\u0430nna")]
    public void An_owner_is_who_is_written_and_not_who_it_looks_like(string name, string owner) =>
        Assert.Equal(owner, School.Extract(Blob(name))[RagFields.Owner].AsText());

    private static string Fields(string name) =>
        string.Join(' ', School.Extract(Blob(name)).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));

    private static BlobItem Blob(string name) => new(name, 0, "1", default);
}
