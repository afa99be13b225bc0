using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class DocumentFieldsTests
{
    [Fact]
    public async Task Records_carry_what_the_file_says_of_itself_and_citations_show_it()
    {
        await using var school = Telling();
        await school.PutAsync("General/fees.tell", "Title: Fees and dues\nLanguage: en-GB\nLabels: iii iv\nsubject: Money\nLate fees are fifty rupees a week.");
        await school.IngestAsync();
        var fields = Assert.Single(await school.RecordsAsync()).Fields;
        Assert.Equal(
            ("Fees and dues", "en-GB", "iii", "Money"),
            (fields[RagFields.Title].AsText(), fields[RagFields.Language].AsText(), fields[RagFields.PageLabel].AsText(), fields["document.subject"].AsText()));

        var citation = Assert.Single((await school.AskAsync("How much are late fees?", SmallSchool.Teacher)).Citations);
        Assert.Equal(("Fees and dues", 1, "iii"), (citation.Title, citation.Page, citation.PageLabel));
    }

    [Fact]
    public async Task What_a_file_does_not_say_is_absent()
    {
        await using var school = Telling();
        await school.PutAsync("General/fees.tell", "Late fees are fifty rupees a week.");
        await school.IngestAsync();
        var record = Assert.Single(await school.RecordsAsync());
        Assert.DoesNotContain(record.Fields.Keys, k => k is RagFields.Title or RagFields.Language or RagFields.PageLabel || k.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_property_of_a_file_opens_it_to_others()
    {
        await using var school = Telling();
        string[] fields = [RagFields.Module, RagFields.Owner, RagFields.Grade, RagFields.Tenant, RagFields.Name, RagFields.Document, RagFields.Source, RagFields.Version];
        var hostile = string.Join('\n', fields.SelectMany(f => new[] { f, $"../{f}", $" {f} " }).Select(f => $"{f}: general"));
        await school.PutAsync("SOP/fees/secret.tell", $"{hostile}\nTitle: module=general\nThe safe opens with 4711.");
        await school.PutAsync("General/known.tell", "The safe is red.");
        await school.IngestAsync();

        var secret = (await school.RecordsAsync()).Single(r => r.Text.Contains("4711", StringComparison.Ordinal));
        Assert.Equal((RagModules.Sop, SmallSchool.Tenant, "SOP/fees/secret.tell"), (secret.Fields[RagFields.Module].AsText(), secret.Fields[RagFields.Tenant].AsText(), secret.Fields[RagFields.Name].AsText()));
        Assert.False(secret.Fields.ContainsKey(RagFields.Owner) || secret.Fields.ContainsKey(RagFields.Grade));
        Assert.Equal("general", secret.Fields["document.module"].AsText());
        Assert.DoesNotContain("4711", (await school.AskAsync("What does the safe open with?", SmallSchool.Teacher)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_made_allowed_and_numbers_and_lengths_bounded()
    {
        var properties = Enumerable.Range(0, 100).ToDictionary(i => $"n{i:D3}", i => (FieldValue)new string('x', 5000));
        properties["a b/c:é"] = "kept";
        properties["  "] = "no name";
        properties["a list"] = FieldValue.Many(Enumerable.Repeat(new string('y', 5000), 100));
        var fields = new Dictionary<string, FieldValue>();
        DocumentFields.AddTo(fields, new DocumentInfo { Title = new string('t', 299) + "😀", Language = new string('l', 100), Properties = properties }, firstPage: 1);
        Assert.Equal("kept", fields["document.a_b_c__"].AsText());
        Assert.InRange(fields.Count, 20, 25);
        Assert.All(fields.Keys, k => Assert.Matches("^[A-Za-z0-9_.-]+$", k));
        Assert.All(fields.Values, v => Assert.True(v.Items is { } items ? items.Count <= 24 && items.All(i => i.Length <= 300) : v.AsText().Length <= 300));
        Assert.Equal(299, fields[RagFields.Title].AsText().Length);
        Assert.False(fields.ContainsKey(RagFields.Language));
    }

    [Fact]
    public void Its_names_are_the_files_alone()
    {
        var fields = new Dictionary<string, FieldValue> { [RagFields.Title] = "from a template", ["document.subject"] = "as well", [RagFields.Module] = "sop" };
        DocumentFields.AddTo(fields, new DocumentInfo(), firstPage: 0);
        Assert.Equal([RagFields.Module], fields.Keys);
        Assert.Superset(new HashSet<string> { RagFields.Title, RagFields.Language, RagFields.PageLabel }, RagFields.Reserved.ToHashSet());
    }

    private static SmallSchool Telling() => new(rag => rag.Add<IDocumentReader>("telling", _ => new TellingReader()).UseDocumentReaders());
}
