using System.Text;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Privacy.Encryption;

public sealed class EncryptionTests : IDisposable
{
    private const string Marker = "Quetzalcoatlus";
    private const string Text = $"The {Marker} was a flying reptile with a wingspan of eleven metres.";

    private readonly TemporaryDirectory _state = new();
    private readonly TestKeys _keys = new("k1");

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task No_word_of_documents_questions_or_answers_is_in_any_file()
    {
        await using (var school = Open())
        {
            await AskedAsync(school);
        }

        Assert.Empty(FilesWith(Marker));

        // The search itself is shown to find what is not encrypted.
        await using (var plain = Open(encrypted: false))
        {
            await PutAsync(plain);
            await plain.IngestAsync(force: true);
        }

        Assert.NotEmpty(FilesWith(Marker));
    }

    [Fact]
    public async Task Passages_are_found_by_words_and_answers_quote_them()
    {
        await using var school = Open();
        var answer = await AskedAsync(school);

        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
        Assert.Contains("eleven metres", Assert.Single(answer.Citations).Excerpt, StringComparison.Ordinal);
        var found = await SearchAsync(school, "quetzalcoatlus");
        Assert.Equal(Text, Assert.Single(found).Record.Text);
        Assert.DoesNotContain(found[0].Record.Fields.Keys, field => field.StartsWith("cipher", StringComparison.Ordinal));
        var turns = await school.Services.GetRag<IConversationStore>().ReadAsync(SmallSchool.Admin, "c1");
        Assert.Contains(Marker, Assert.Single(turns).Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_rotation_the_old_key_is_needed_no_longer_and_search_goes_on_meanwhile()
    {
        await using var school = Open();
        await AskedAsync(school);
        var maintenance = school.Services.GetRequiredService<IEncryptionMaintenance>();
        _keys.Add("k2");
        var before = await maintenance.GetStatusAsync([SmallSchool.Tenant]);
        Assert.Equal((1, 0, false), (before.Records["k1"], before.Records["k2"], before.IsComplete));
        await school.PutAsync("General/second.txt", $"A second text on the {Marker} and its neck.");
        await school.IngestAsync();
        Assert.Equal(2, (await SearchAsync(school, Marker)).Count);

        Assert.Equal(1, await maintenance.RotateAsync([SmallSchool.Tenant]));
        Assert.Equal(0, await maintenance.RotateAsync([SmallSchool.Tenant]));
        _keys.Retire("k1");
        var after = await maintenance.GetStatusAsync([SmallSchool.Tenant]);

        Assert.True(after.IsComplete);
        Assert.Equal(2, after.Records["k2"]);
        await using var fresh = Open();
        Assert.Equal(2, (await SearchAsync(fresh, Marker)).Count);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_named()
    {
        await using (var school = Open())
        {
            await AskedAsync(school);
        }

        _keys.Add("k2");
        _keys.Retire("k1");
        await using var later = Open();

        var error = await Assert.ThrowsAsync<RagStateException>(later.RecordsAsync);
        Assert.Contains("the key 'k1', which the key provider does not have", error.Message, StringComparison.Ordinal);
        var status = await later.Services.GetRequiredService<IEncryptionMaintenance>().GetStatusAsync([SmallSchool.Tenant]);
        Assert.Equal(1, status.OfUnknownKeys);
    }

    [Fact]
    public async Task What_was_there_before_is_read_and_a_rotation_encrypts_it()
    {
        await using (var plain = Open(encrypted: false))
        {
            await PutAsync(plain);
            await plain.IngestAsync();
        }

        await using (var school = Open())
        {
            Assert.Equal([Text], await school.TextsAsync());
            var maintenance = school.Services.GetRequiredService<IEncryptionMaintenance>();
            Assert.Equal(1, (await maintenance.GetStatusAsync([SmallSchool.Tenant])).Unencrypted);
            Assert.Equal(1, await maintenance.RotateAsync([SmallSchool.Tenant]));
            Assert.Single(await SearchAsync(school, Marker));
        }

        await using var strict = Open(configure: rag => rag.WithEncryption(o => o.AllowUnencrypted = false));
        Assert.Equal([Text], await strict.TextsAsync());
    }

    [Fact]
    public async Task A_record_that_is_not_encrypted_is_refused_where_none_may_be()
    {
        await using (var plain = Open(encrypted: false))
        {
            await PutAsync(plain);
            await plain.IngestAsync();
        }

        await using var strict = Open(configure: rag => rag.WithEncryption(o => o.AllowUnencrypted = false));
        Assert.Contains("is not encrypted", (await Assert.ThrowsAsync<RagStateException>(strict.RecordsAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ciphertext_can_not_stand_in_another_records_place_nor_be_changed()
    {
        await using (var school = Open())
        {
            await AskedAsync(school);
            await school.PutAsync("General/other.txt", "Another text altogether.");
            await school.IngestAsync();
        }

        await using (var raw = Open(encrypted: false))
        {
            var records = await raw.RecordsAsync();
            var (first, second) = (records[0], records[1]);
            var dimension = (await raw.Store.GetCollectionAsync("documents"))!.Dimension;
            VectorRecord With(VectorRecord record, string cipher) =>
                record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { [RagFields.Cipher] = cipher }, Vector = Unit(dimension) };
            var bytes = Convert.FromBase64String(second.TextOf(RagFields.Cipher)!);
            bytes[^20] ^= 1;
            await raw.Store.UpsertAsync("documents", [With(first, second.TextOf(RagFields.Cipher)!), With(second, Convert.ToBase64String(bytes))]);
        }

        await using var later = Open();
        foreach (var id in await IdsAsync())
        {
            var error = await Assert.ThrowsAsync<RagStateException>(async () =>
                await later.Store.ScanAsync("documents", AccessScope.ForSystem(SmallSchool.Tenant, "test"), new() { Filter = VectorFilter.Equal(RagFields.Document, id) }).ToListAsync());
            Assert.Contains("can't be decrypted with its key 'k1'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task There_is_no_condition_on_what_is_encrypted()
    {
        await using var school = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => school.Store.DeleteAsync("documents", !VectorFilter.Equal(RagFields.Title, "x")));
        await Assert.ThrowsAsync<ArgumentException>(() => school.Store.UpdateFieldsAsync("documents", VectorFilter.All, new Dictionary<string, FieldValue> { [RagFields.CipherKey] = "x" }));
    }

    private SmallSchool Open(bool encrypted = true, Action<IRagBuilder>? configure = null) => new(rag =>
    {
        rag.UseStateDirectory(_state.Path);
        if (encrypted) rag.UseKeys(_ => _keys).WithEncryption();
        configure?.Invoke(rag);
    });

    private static Task PutAsync(SmallSchool school) => school.PutAsync("General/reptile.txt", Text);

    private static async Task<Answer> AskedAsync(SmallSchool school)
    {
        await PutAsync(school);
        await school.IngestAsync();
        return await school.Assistant.AskAsync(new($"How large was the wingspan of the {Marker}?", SmallSchool.Admin) { ConversationId = "c1" });
    }

    private static async Task<List<VectorMatch>> SearchAsync(SmallSchool school, string words) =>
        await school.Store.SearchAsync("documents", new() { Text = words }, AccessScope.ForSystem(SmallSchool.Tenant, "test")).ToListAsync();

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        await using var raw = Open(encrypted: false);
        return [.. (await raw.RecordsAsync()).Select(record => record.TextOf(RagFields.Document)!)];
    }

    private static float[] Unit(int dimension)
    {
        var vector = new float[dimension];
        vector[0] = 1;
        return vector;
    }

    private List<string> FilesWith(string marker)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(marker), Encoding.UTF8.GetBytes(marker.ToLowerInvariant()), Encoding.Unicode.GetBytes(marker), Encoding.UTF8.GetBytes(marker[..8].ToLowerInvariant())];
        return [.. Directory.EnumerateFiles(_state.Path, "*", SearchOption.AllDirectories).Where(file => forms.Any(form => File.ReadAllBytes(file).AsSpan().IndexOf(form) >= 0))];
    }
}
