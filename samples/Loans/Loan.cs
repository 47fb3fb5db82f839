using Daybook;

namespace Loans;

/// <summary>A loan as its events make it.</summary>
/// <param name="AmountAsked">In euros.</param>
/// <param name="Application">The last A_ name; null before the first.</param>
/// <param name="Offer">The last O_ name; null before the first.</param>
/// <param name="Work">The last W_ name; null before the first.</param>
/// <param name="Resource">Who was the last to do something; null when nobody was named.</param>
sealed record Loan(long AmountAsked, string? Application, string? Offer, string? Work, string? Resource)
{
    public static readonly Fold<Loan, LoanEvent> Fold = new(new LoanCodec(), new Loan(0, null, null, null, null), Evolve);

    static Loan Evolve(Loan loan, LoanEvent one)
    {
        var next = loan with
        {
            AmountAsked = one.Data.Case?.AmountAsked ?? loan.AmountAsked,
            Resource = one.Data.Resource ?? loan.Resource,
        };
        return one.Name[..2] switch
        {
            "A_" => next with { Application = one.Name },
            "O_" => next with { Offer = one.Name },
            "W_" => next with { Work = one.Name },
            _ => next,
        };
    }
}
