namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>Numbers of the United Kingdom.</summary>
internal static class BritishIds
{
    /// <summary>National Insurance number: no check digit, but prefixes that are never given.</summary>
    public static bool IsNationalInsurance(ReadOnlySpan<char> number) =>
        !"dfiquv".Contains(number[0]) && !"dfiquvo".Contains(number[1]) && number[..2] is not ("bg" or "gb" or "nk" or "kn" or "tn" or "nt" or "zz");

    /// <summary>NHS number: modulus 11, where a check digit of 10 is not given.</summary>
    public static bool IsNhs(ReadOnlySpan<char> number)
    {
        if (number.IndexOfAnyExcept(number[0]) < 0) return false;
        var check = 11 - (Sums.Weighted(number[..9], [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return check != 10 && check % 11 == Sums.Digit(number[9]);
    }
}
