using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Documents.Pdf.Security;

namespace Edify.Rag.Documents.Tests.Pdf;

[SuppressMessage("Security", "CA5351", Justification = "The format prescribes MD5.")]
public class PdfEncryptionTests
{
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    [Fact]
    public async Task A_file_opens_with_one_of_the_given_passwords()
    {
        var result = await PdfReading.ReadAsync(Encrypted("secret"), "wrong", "secret");
        Assert.Equal("Confidential words", result.Text);
    }

    [Fact]
    public async Task A_file_encrypted_without_a_user_password_opens_by_itself()
    {
        Assert.Equal("Confidential words", (await PdfReading.ReadAsync(Encrypted(""))).Text);
    }

    [Fact]
    public async Task Without_the_password_the_error_says_that_one_is_needed()
    {
        var error = await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(Encrypted("secret"), "wrong"));
        Assert.Equal(DocumentFault.Encrypted, error.Fault);
        Assert.DoesNotContain("wrong", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V2", "Own", "Confidential words")]
    [InlineData("AESV2", "Own", "Confidential words")]
    [InlineData("V2", "Identity", "In the clear")]
    public async Task A_stream_may_name_the_crypt_filter_it_was_encrypted_by(string method, string filter, string expected)
    {
        var id = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        var owner = Enumerable.Range(100, 32).Select(i => (byte)i).ToArray();
        var key = MD5.HashData([.. Padding, .. owner, .. BitConverter.GetBytes(-4), .. id]);
        for (var i = 0; i < 50; i++) key = MD5.HashData(key);
        var check = MD5.HashData([.. Padding, .. id]);
        for (var i = 0; i < 20; i++) check = Rc4.Apply([.. key.Select(b => (byte)(b ^ i))], check);

        var pdf = MiniPdf.WithPages("");
        var content = Encoding.Latin1.GetBytes(MiniPdf.Line(72, 700, expected));
        var data = filter != "Own" ? content : method == "V2" ? Rc4.Apply(MD5.HashData([.. key, 4, 0, 0, 0, 0]), content) : WithAes(MD5.HashData([.. key, 4, 0, 0, 0, 0, .. "sAlT"u8]), content);
        pdf.Replace(4, MiniPdf.StreamBody($"/Filter [/Crypt] /DecodeParms [<< /Name /{filter} >>]", data));
        pdf.Trailer = $"/ID [<{Convert.ToHexString(id)}> <00>] /Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /CF << /Own << /CFM /{method} /Length 16 >> >> /StmF /{(filter == "Own" ? "Identity" : "Own")} /StrF /Identity /O <{Convert.ToHexString(owner)}> /U <{Convert.ToHexString(check)}{new string('0', 32)}> >>";
        Assert.Equal(expected, (await PdfReading.ReadAsync(pdf)).Text);
    }

    [Fact]
    public async Task The_owners_password_opens_a_file_as_well()
    {
        byte[] Pad(string password) => [.. ((byte[])[.. Encoding.Latin1.GetBytes(password), .. Padding]).Take(32)];
        var owner = Rc4.Apply(MD5.HashData(Pad("headmaster")).AsSpan(0, 5), Pad("secret"));
        Assert.Equal("Confidential words", (await PdfReading.ReadAsync(Encrypted("secret", owner), "headmaster")).Text);
        Assert.Equal("Confidential words", (await PdfReading.ReadAsync(Encrypted("secret", owner), "secret")).Text);
        await Assert.ThrowsAsync<DocumentReadException>(() => PdfReading.ReadAsync(Encrypted("secret", owner), "teacher"));
    }

    [Fact]
    public void Rc4_agrees_with_the_published_vector()
    {
        Assert.Equal("BBF316E8D940AF0AD3", Convert.ToHexString(Rc4.Apply("Key"u8, "Plaintext"u8)));
    }

    [Fact]
    public void Passwords_are_prepared_as_the_standard_says()
    {
        Assert.Equal("IX", PasswordPreparation.Prepare("I\u00ADX"));
        Assert.Equal("IX", PasswordPreparation.Prepare("\u2168"));
        Assert.Equal("a b", PasswordPreparation.Prepare("a\u00A0b"));
    }

    /// <summary>A file protected by 40-bit RC4, revision 2.</summary>
    internal static MiniPdf Encrypted(string password, byte[]? owner = null)
    {
        var id = Enumerable.Range(0, 16).Select(i => (byte)i).ToArray();
        owner ??= [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
        byte[] padded = [.. Encoding.Latin1.GetBytes(password), .. Padding];
        var key = MD5.HashData([.. padded[..32], .. owner, .. BitConverter.GetBytes(-4), .. id])[..5];
        var pdf = MiniPdf.WithPages("");
        var content = Encoding.Latin1.GetBytes(MiniPdf.Line(72, 700, "Confidential words"));
        var objectKey = MD5.HashData([.. key, 4, 0, 0, 0, 0])[..10];
        pdf.Replace(4, MiniPdf.StreamBody("", Rc4.Apply(objectKey, content)));
        pdf.Trailer = $"/ID [<{Convert.ToHexString(id)}> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{Convert.ToHexString(owner)}> /U <{Convert.ToHexString(Rc4.Apply(key, Padding))}> >>";
        return pdf;
    }

    private static byte[] WithAes(byte[] key, byte[] clear)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var start = Enumerable.Range(1, 16).Select(i => (byte)i).ToArray();
        return [.. start, .. aes.EncryptCbc(clear, start)];
    }
}
