namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>The check digits of IBANs: ISO/IEC 7064, MOD 97-10, over the account with country and check digits behind it.</summary>
internal static class Mod97
{
    /// <param name="iban">Small letters and digits.</param>
    public static bool IsValid(ReadOnlySpan<char> iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'a' + 10)) % 97;
        }

        return rest == 1;
    }
}
