using System.Text;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>Files of which a part is damaged that they can do without.</summary>
public class PdfOptionalPartTests
{
    // More values than the reader grants an object: it refuses to parse it, wherever it is asked for.
    private static readonly string Unreadable = $"[{string.Concat(Enumerable.Repeat("0 ", 2_000_001))}]";

    [Theory]
    [InlineData("/OCProperties 6 0 R", "list of layers")]
    [InlineData("/OCProperties << /D 6 0 R >>", "list of layers")]
    [InlineData("/OCProperties << /OCGs [5 0 R] /D << /OFF 6 0 R >> >>", "list of layers")]
    [InlineData("/OCProperties 7", "list of layers")]
    [InlineData("/OCProperties (x)", "list of layers")]
    [InlineData("/OCProperties << /D [5 0 R] >>", "list of layers")]
    [InlineData("/Outlines 6 0 R", "outline")]
    [InlineData("/Outlines << /First 6 0 R >>", "outline")]
    [InlineData("/Outlines /None", "outline")]
    [InlineData("/PageLabels 6 0 R", "list of page labels")]
    [InlineData("/PageLabels << /Nums [0 6 0 R] >>", "list of page labels")]
    [InlineData("/PageLabels true", "list of page labels")]
    [InlineData("/Outlines << /First << /Title (a) /Dest (here) >> >> /Names 6 0 R", "list of named destinations")]
    [InlineData("/Outlines << /First << /Title (a) /Dest (here) >> >> /Names << /Dests << /Kids [6 0 R] >> >>", "list of named destinations")]
    [InlineData("/Outlines << /First << /Title (a) /Dest /here >> >> /Dests 6 0 R", "list of named destinations")]
    [InlineData("/Metadata 6 0 R", "XMP metadata")]
    [InlineData("/Metadata << /Type /Metadata >>", "XMP metadata")]
    [InlineData("/StructTreeRoot 6 0 R", "structure tree")]
    [InlineData("/StructTreeRoot [1 2]", "structure tree")]
    [InlineData("/StructTreeRoot << /ParentTree 8 0 R /RoleMap 6 0 R >>", "structure tree")]
    [InlineData("/StructTreeRoot << /ParentTree 8 0 R >> /MarkInfo 6 0 R", "structure tree")]
    public async Task A_damaged_part_is_reported_and_the_pages_are_read(string entries, string part)
    {
        var result = await PdfReading.ReadAsync(WithCatalog(entries));
        Assert.Equal("On a layer\nHello pupils", result.Text);
        Assert.Equal($"The {part} is damaged and was left out.", Assert.Single(result.Events, e => e.Kind == ReadEventKind.Repaired).Detail);
    }

    [Theory]
    [InlineData("/Lang 6 0 R")]
    [InlineData("/Lang [7]")]
    [InlineData("/Names 7 /Dests (x) /Outlines << /First << /Title (a) /Dest (here) >> >>")]
    [InlineData("/OCProperties 99 0 R /Outlines 99 0 R /PageLabels 99 0 R /Metadata 99 0 R /StructTreeRoot 99 0 R")]
    public async Task What_is_missing_or_means_nothing_is_not_worth_a_word(string entries)
    {
        var result = await PdfReading.ReadAsync(WithCatalog(entries));
        Assert.Equal("On a layer\nHello pupils", result.Text);
        Assert.False(result.Reported(ReadEventKind.Repaired));
    }

    [Fact]
    public async Task A_damaged_information_dictionary_is_reported()
    {
        var pdf = WithCatalog("/Lang (en)");
        pdf.Trailer = "/Info 6 0 R";
        var result = await PdfReading.ReadAsync(pdf);
        Assert.Equal(("On a layer\nHello pupils", "en"), (result.Text, result.Info.Language));
        Assert.Contains("information dictionary", Assert.Single(result.Events, e => e.Kind == ReadEventKind.Repaired).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_entries_of_an_outline_before_the_damage_are_kept()
    {
        var outline = (await PdfReading.ReadAsync(WithCatalog("/Outlines << /First << /Title (One) /Dest [3 0 R /Fit] /Next << /Title (Two) /Dest [3 0 R /Fit] /Next 6 0 R >> >> >>"))).Info.Outline;
        Assert.Equal([new("One", 1, 1), new("Two", 1, 1)], outline);
    }

    [Fact]
    public async Task Entries_whose_destination_is_lost_are_kept() => Assert.Equal(
        [new("One", 1, 0), new("Two", 1, 0), new("Three", 1, 1)],
        (await PdfReading.ReadAsync(WithCatalog("/Names 6 0 R /Outlines << /First << /Title (One) /Dest (a) /Next << /Title (Two) /Dest (b) /Next << /Title (Three) /Dest [3 0 R /Fit] >> >> >> >>"))).Info.Outline);

    // Object 5 is a layer that a part of the page belongs to, 6 what nobody can read, 8 the empty parent tree.
    private static MiniPdf WithCatalog(string entries)
    {
        var pdf = MiniPdf.WithResources(
            $"/OC /L BDC\n{MiniPdf.Line(72, 700, "On a layer")}EMC\n{MiniPdf.Line(72, 650, "Hello pupils")}",
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /Properties << /L 5 0 R >>");
        pdf.Replace(1, Encoding.Latin1.GetBytes($"<< /Type /Catalog /Pages 2 0 R {entries} >>"));
        pdf.Add("<< /Type /OCG /Name (L) >>");
        pdf.Add(Unreadable);
        pdf.Add("<< >>");
        pdf.Add("<< /Nums [] >>");
        return pdf;
    }
}
