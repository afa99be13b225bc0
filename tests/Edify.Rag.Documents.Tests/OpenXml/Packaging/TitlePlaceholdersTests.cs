using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.Tests.OpenXml.Packaging;

public class TitlePlaceholdersTests
{
    [Theory]
    [InlineData("PowerPoint Presentation")]
    [InlineData("PowerPoint-Präsentation")]
    [InlineData("Présentation PowerPoint")]
    [InlineData("Presentación de PowerPoint")]
    [InlineData("Slide 1")]
    [InlineData("Folie 12")]
    [InlineData("Diapositive n° 3")]
    [InlineData("Document1")]
    [InlineData("Mappe 2")]
    [InlineData("untitled")]
    [InlineData("[Document title]")]
    [InlineData("Click to edit Master title style")]
    public void What_programs_and_templates_write_is_no_title(string title) => Assert.Null(TitlePlaceholders.Without(title));

    [Theory]
    [InlineData("Fees 2026")]
    [InlineData("Presentation skills")]
    [InlineData("Slide rules and how to use them")]
    [InlineData("[Draft] Fees")]
    [InlineData("Document 1 of the exam board")]
    [InlineData("Title IX")]
    public void What_people_write_is(string title) => Assert.Equal(title, TitlePlaceholders.Without(title));
}
